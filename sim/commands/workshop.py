"""workshop: the game, for teams in a room or for one alone."""

from __future__ import annotations

from pathlib import Path

import click

from sim.language.messages import LANGUAGES


@click.command()
@click.argument("scenario", required=False, type=click.Path(path_type=Path))
@click.option("--teams", type=click.IntRange(1, 10), help="Teams; 1 plays alone against the computer.")
@click.option("--rounds", type=click.IntRange(1, 40), help="Rounds, instead of the game's.")
@click.option("--minutes", type=click.FloatRange(0.1, 240), help="Minutes to decide, instead of the game's.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the luck, instead of the scenario's.")
@click.option("--game", type=click.Path(path_type=Path), help="File of the game: a new one, or one to go on with.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--lan", is_flag=False, flag_value="classroom", metavar="[ADDRESS]", help="Serve the classroom's network."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the house; each browser may choose its own.")
@click.option("--rehearse", is_flag=True, help="Check what is needed and play a whole game by itself, in a minute.")
def command(
    scenario: Path | None,
    teams: int | None,
    rounds: int | None,
    minutes: float | None,
    seed: int | None,
    game: Path | None,
    host: str,
    lan: str | None,
    port: int,
    lang: str | None,
    rehearse: bool,
) -> None:
    """Hold a workshop: teams run the firms of SCENARIO in rounds, on phones and laptops, without internet.

    SCENARIO is a game or any scenario; left out, it is the first of scenarios/workshop. Prints the facilitator's
    private link, the projector's, and the address with a code at which teams join.
    """
    from sim.web.installed import FOR_A_WORKSHOP, check_installed
    from sim.workshop.founding import Wanted

    check_installed(FOR_A_WORKSHOP)
    wanted = Wanted(scenario, teams, rounds, minutes, seed, game)
    if rehearse:
        from sim.workshop.rehearsal import rehearse as play_a_game

        play_a_game(wanted, lang)
        return
    from sim.workshop.hosting import hold

    hold(wanted, host, lan, port, lang)
