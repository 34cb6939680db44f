"""What is measured of a run, checked on numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.ledger import COLUMN
from sim.measures import BETTER, break_even_month, cumulative_difference, measures, retention
from sim.runs import Run


def with_columns(run: Run, **columns: float | np.ndarray) -> Run:
    """The same run with other figures of ours from month 1 on."""
    months = run.months.copy()
    for name, values in columns.items():
        months[1:, run.us, COLUMN[name]] = values
    return replace(run, months=months)


def with_profit(run: Run, values: np.ndarray) -> Run:
    """The same run earning other profits, out of usual sales."""
    sales = run.ours("revenue_base") + values - run.ours("profit")
    return with_columns(run, revenue_base=sales, profit=values)


def test_customers_lost_at_two_per_cent_a_month_are_kept_at_the_twelfth_power(run: Callable[..., Run]) -> None:
    steady = with_columns(run(), held=1000.0, kept=980.0)
    assert retention(steady) == pytest.approx(0.98**12)


def test_a_month_in_which_nobody_stays_leaves_no_retention(run: Callable[..., Run]) -> None:
    kept = np.full(60, 990.0)
    kept[30] = 0.0
    assert retention(with_columns(run(), held=1000.0, kept=kept)) == 0.0


def test_a_hundred_a_year_from_now_is_worth_less_by_the_discount_rate(run: Callable[..., Run]) -> None:
    profits = np.zeros(60)
    profits[11] = 110.0
    assert measures(with_profit(run(), profits))["profit"] == pytest.approx(100.0)


def test_satisfaction_of_the_last_year_counts_every_customer_alike(run: Callable[..., Run]) -> None:
    customers, scores = np.full(60, 100.0), np.full(60, 20.0)
    customers[-1], scores[-1] = 1100.0, 80.0
    asked = with_columns(run(), customers=customers, satisfaction=scores)
    assert measures(asked)["satisfaction"] == pytest.approx((11 * 100 * 20 + 1100 * 80) / (11 * 100 + 1100))


def test_one_complaint_a_month_of_a_hundred_customers_is_120_per_1000_and_year(run: Callable[..., Run]) -> None:
    complaining = with_columns(run(), held=100.0, complaints=1.0)
    assert measures(complaining)["complaints"] == pytest.approx(120.0)


def test_total_value_is_profit_and_the_customers_left_behind(run: Callable[..., Run]) -> None:
    measured = measures(run())
    assert measured["total_value"] == measured["profit"] + measured["base_value"]


def test_customers_won_are_those_of_every_channel(run: Callable[..., Run]) -> None:
    played = run()
    opening, others = played.ours("joined_opening").sum(), ("advertising", "referral", "poached", "arrival")
    assert measures(played)["acquisitions"] == opening + sum(played.ours(f"joined_{way}").sum() for way in others)


def test_a_firm_without_customers_is_measured_where_it_can_be(deserted: dict[str, list[Run]]) -> None:
    measured = measures(deserted["as_is"][0])
    assert list(measured) == list(BETTER)
    unknown = {name for name, value in measured.items() if np.isnan(value)}
    layers = {name for name in BETTER if name.startswith("satisfaction")}
    assert unknown == {"retention", "market_share", "complaints", *layers}


@pytest.mark.parametrize(
    ("differences", "month"),
    [
        ([-3.0, 1.0, 1.0, 2.0, 0.0, 0.0], 4),
        ([1.0, 0.0, 0.0, 0.0, 0.0, 0.0], 1),
        ([2.0, -5.0, 1.0, 1.0, 5.0, 0.0], 5),
        ([2.0, 0.0, 0.0, 0.0, 0.0, -3.0], None),
        ([0.0] * 6, None),
        ([-1.0, 0.0, 0.0, 0.0, 0.0, 2.0], 6),
    ],
)
def test_a_strategy_pays_back_once_its_added_up_profit_stays_ahead(
    run: Callable[..., Run], differences: list[float], month: int | None
) -> None:
    baseline = replace(run(months=6), discount_rate=0.0)
    other = with_profit(baseline, baseline.ours("profit") + 1000 * np.array(differences))
    assert cumulative_difference(other, baseline)[-1] == pytest.approx(1000 * sum(differences))
    assert break_even_month(other, baseline) == month
