"""Every lever can be pulled, says what it means, and starts where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.explorer.levers import grouped, in_figures, levers_of
from sim.scenario.overlays import levers
from sim.scenario.scenario import read

SCENARIOS = sorted(Path("scenarios").glob("*.yaml"))


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_lever_is_on_the_page_within_its_bounds(file: Path) -> None:
    scenario = read(file)
    found = levers_of(scenario)
    own = levers(scenario.firms[scenario.us], scenario.segments)
    hidden = {path for path in own if path.startswith(("costs.", "conditions.")) or path in ("lag", "boldness")}
    assert {one.path for one in found} == own.keys() - hidden
    assert sorted(one.path for _heading, some in grouped(found) for one in some) == sorted(one.path for one in found)
    for one in found:
        low, high = one.facts.bounds
        assert low <= one.least <= one.today <= one.most <= high, one.path
        assert one.least < one.most
        assert 0 < one.step <= one.most - one.least


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_slider_begins_at_what_stands_in_the_file(file: Path) -> None:
    for one in levers_of(read(file)):
        assert float(in_figures(one.today)) == pytest.approx(one.today, rel=1e-5)


def test_a_lever_says_what_it_means_and_costs() -> None:
    price = next(one for one in levers_of(read("tests/data/shop.yaml")) if one.path == "price")
    assert price.label == "Price"
    assert "multiple of the category's usual price (times)" in price.meaning
    assert price.meaning.endswith("Cost: forgone revenue when lowered")
