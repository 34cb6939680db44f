"""What a customer is worth: published multiples and streams, and the worked example to the last unit."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.estimators.beta_geometric import survivors
from sim.estimators.customer_value import (
    REPORTED,
    Stream,
    elasticity,
    elasticity_to_retention,
    lasting_value,
    margin_multiple,
    present_value,
    survival,
    value_of_fixed_life,
    value_with_defection,
    worked_example,
)

from .customers import quietly

RETENTION, DISCOUNT = st.floats(0.05, 0.98), st.floats(0.01, 0.5)


@pytest.mark.parametrize(("retention", "multiple"), [(0.6, 1.15), (0.7, 1.67), (0.8, 2.50), (0.9, 4.09)])
def test_margin_multiples_are_those_published(retention, multiple):
    assert margin_multiple(retention, 0.12) == pytest.approx(multiple, abs=0.005)


@quietly
@given(RETENTION, DISCOUNT)
def test_a_margin_multiple_is_the_sum_of_what_survives(retention, discount):
    surviving = present_value(survival(retention, 1000), discount)
    assert margin_multiple(retention, discount) == pytest.approx(surviving, rel=1e-6)
    at_once = margin_multiple(retention, discount, first_at_once=True)
    assert at_once == pytest.approx(1 + margin_multiple(retention, discount))


@quietly
@given(RETENTION, DISCOUNT, st.floats(0, 0.05))
def test_growth_of_the_margin_raises_the_multiple(retention, discount, growth):
    assume(1 + discount > retention * (1 + growth))
    assert margin_multiple(retention, discount, growth) >= margin_multiple(retention, discount)


@quietly
@given(RETENTION, DISCOUNT)
def test_the_elasticity_to_retention_is_that_of_a_small_step(retention, discount):
    step = 1e-6
    small = elasticity(
        (retention, margin_multiple(retention, discount)),
        (retention * (1 + step), margin_multiple(retention * (1 + step), discount)),
    )
    assert elasticity_to_retention(retention, discount) == pytest.approx(small, rel=1e-3)


def test_growth_that_outruns_everything_is_refused():
    with pytest.raises(ValueError, match="has no bound"):
        margin_multiple(0.98, 0.01, growth=0.05)


@pytest.mark.parametrize(
    ("defection", "fixed", "certain", "uncertain"),
    [(0.20, 131.5, 119.4, 85.3), (0.10, 304.7, 247.8, 217.9), (0.05, 530.7, 402.0, 379.4)],
)
def test_the_reported_stream_is_worth_what_was_computed(defection, fixed, certain, uncertain):
    assert value_of_fixed_life(REPORTED, 1 / defection, 0.06) == pytest.approx(fixed, abs=0.1)
    assert value_with_defection(REPORTED, defection, 0.06) == pytest.approx(certain, abs=0.1)
    assert value_with_defection(REPORTED, defection, 0.06, first_certain=False) == pytest.approx(uncertain, abs=0.1)


def test_reckoning_with_average_life_overstates_by_a_tenth_to_a_third():
    over = [
        value_of_fixed_life(REPORTED, 1 / defection, 0.06) / value_with_defection(REPORTED, defection, 0.06) - 1
        for defection in (0.20, 0.10, 0.05)
    ]
    assert over == pytest.approx([0.10, 0.23, 0.32], abs=0.005)


@quietly
@given(RETENTION, DISCOUNT)
def test_a_flat_stream_is_worth_its_margin_multiple(retention, discount):
    assume((retention / (1 + discount)) ** 1000 < 1e-6)
    flat = Stream(0.0, [1.0])
    assert value_with_defection(flat, 1 - retention, discount, first_certain=False) == pytest.approx(
        margin_multiple(retention, discount), rel=1e-4
    )
    assert value_with_defection(flat, 1 - retention, discount) == pytest.approx(
        margin_multiple(retention, discount) / retention, rel=1e-4
    )


def test_a_fixed_life_counts_part_of_a_year():
    flat = Stream(-10.0, [100.0])
    assert value_of_fixed_life(flat, 1.5, 0.0) == pytest.approx(140.0)
    assert value_of_fixed_life(flat, 3.0, 0.0) == pytest.approx(290.0)


def test_unequal_customers_are_worth_more_than_their_mean_churn_says():
    a, b = 0.668, 3.806
    unequal = present_value(survivors(a, b, 400), 0.10)
    assert unequal > 1.25 * margin_multiple(b / (a + b), 0.10)


def test_the_worked_example_comes_out_to_the_last_unit():
    years = worked_example()
    assert [year.profit for year in years] == [-50, 1450, 2150, 3450, 5800]
    assert sum(year.profit for year in years) == 12_800
    assert sum(year.sales for year in years[1:]) == 5_150
    assert sum(sum(year.referrals) for year in years[1:]) == 8_100


def test_the_worked_example_has_the_rows_of_its_source():
    rows = [(year.sales, *year.referrals, year.cost) for year in worked_example()]
    assert rows == [
        (800, 0, 0, 0, 0, 850),
        (750, 800, 0, 0, 0, 100),
        (700, 750, 800, 0, 0, 100),
        (500, 700, 750, 800, 800, 100),
        (3200, 500, 700, 750, 750, 100),
    ]


def test_lasting_value_adds_what_the_worked_example_adds():
    years = worked_example()
    sales = sum(year.sales for year in years)
    costs = sum(year.cost for year in years)
    referred = sum(sum(year.referrals) for year in years)
    assert lasting_value(5, sales / 5, costs, referred) == pytest.approx(12_800)
