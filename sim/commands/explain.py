"""explain: what a key of a scenario file means."""

from __future__ import annotations

import click


@click.command()
@click.argument("key", required=False)
def command(key: str | None) -> None:
    """Explain what can stand in a scenario file.

    KEY is a key, such as workforce.pay, or a group of keys, such as workforce.
    """
    from sim.scenario.declared import find, groups, vocabulary
    from sim.scenario.errors import ScenarioError, did_you_mean, shown
    from sim.terminal import print_groups, print_key, print_keys

    if key is None:
        print_groups(groups())
        return
    found = find(key)
    if not found:
        raise ScenarioError(f"There is no key {shown(key)}{did_you_mean(key, vocabulary())}")
    if len(found) == 1:
        print_key(found[0])
    else:
        print_keys(key, found)
