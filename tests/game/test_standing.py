"""Who leads by total value need not lead by profit alone."""

from __future__ import annotations

import pytest

from sim.game.standing import ranking, split

from .games import LIVELY, street, table


def test_the_parts_of_every_firms_value_sum_to_it() -> None:
    outcome = table().outcome(LIVELY)
    for place, firm in enumerate(outcome.firms):
        parts = split(outcome, firm)
        assert parts.total == pytest.approx(float(outcome.total[place]))
        assert parts.profit == pytest.approx(float(outcome.profit[place]))
    assert split(outcome, "team_1").extra == -120.0
    assert split(outcome, "team_2").extra == 500.0
    assert split(outcome, "team_3").extra == -80.0


def test_a_ranking_goes_from_the_best_to_the_worst_and_names_everybody_once() -> None:
    outcome, seats = table().outcome(LIVELY), street().seats
    for by in ("total", "profit"):
        places = ranking(outcome, seats, by)
        worths = [one.worth for one in places]
        assert sorted(one.firm for one in places) == sorted(seats)
        assert worths == sorted(worths, reverse=True) and [one.place for one in places] == [1, 2, 3]
    assert ranking(outcome, ("team_3",))[0].worth == float(outcome.total[2])
