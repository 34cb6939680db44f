"""How long our customers stay, and how churn falls with tenure."""

from __future__ import annotations

import numpy as np

from sim.estimate.finding import Finding, Gap, Grid, Parameter
from sim.estimate.log import NOT_TOLD, Log
from sim.estimators import beta_geometric
from sim.estimators.beta_geometric import BetaGeometric, Numbers, Whole
from sim.estimators.switching import YEAR, lifetimes
from sim.wording import figure, per_cent

NAME = "tenure"
MODEL = "shifted beta-geometric (Fader & Hardie 2007)"
FEWEST, FEWEST_LEFT = 50, 10
"""Customers, and of these leavers, below which no curve is fitted. Assumption."""
AHEAD = 10
"""Periods for which survival is told."""
ONLY_UNLIKE = (
    "The curve comes from differences between customers alone. "
    "Some may also have grown more loyal; a log cannot tell the two apart."
)


def tenure(log: Log) -> Finding | Gap:
    """The survivor curve of our customers, observed and fitted."""
    if log.ours is None:
        return Gap(NAME, NOT_TOLD)
    ours = log.ours if log.since_known else log.ours.where(log.ours.joined > 1)
    if len(ours.joined) < FEWEST:
        old = "" if log.since_known else " whose beginning the log holds"
        return Gap(NAME, f"{len(ours.joined)} customers{old} are too few for a curve; expected {FEWEST} or more")
    if not ours.over.any():
        return Gap(NAME, "nobody leaves in this log; give the month of leaving in the column end")
    period = period_of(log)
    at_risk, lost = beta_geometric.risks(*lifetimes(ours, 1, log.last, period))
    periods, gone = int(np.count_nonzero(at_risk)), int(lost.sum())
    if periods < 2 or gone < FEWEST_LEFT or gone == at_risk.sum():
        return Gap(
            NAME,
            f"the log covers {periods} whole {word(period)}s of tenure, in which {gone} customers leave; "
            f"expected two {word(period)}s or more, {FEWEST_LEFT} leavers or more, and some who stay",
        )
    return told(beta_geometric.fitted_to_risks(at_risk, lost), at_risk, lost, period, log.cautions)


def period_of(log: Log) -> int:
    """Years, or months where the log is shorter than three years."""
    return YEAR if log.last > 3 * YEAR else 1


def word(period: int) -> str:
    """What a period is called."""
    return "year" if period == YEAR else "month"


def told(fit: BetaGeometric, at_risk: Whole, lost: Whole, period: int, cautions: tuple[str, ...]) -> Finding:
    """The fit in words."""
    churned = 1 - beta_geometric.retention(fit.a, fit.b, AHEAD)
    left = beta_geometric.survivors(fit.a, fit.b, AHEAD)
    unit, told_apart = word(period), beta_geometric.differences_told(fit, at_risk, lost)
    stays = 1 + float(left[:-1].sum())
    parameters = (
        Parameter("churn_first", fit.churn, per_cent(fit.churn, 1), f"of new customers leave in their first {unit}"),
        Parameter(
            "churn_fifth", float(churned[4]), per_cent(churned[4], 1), f"of those still there in {unit} 5 leave in it"
        ),
        Parameter(
            "stays",
            stays,
            figure(stays),
            f"of its first {AHEAD} {unit}s begin with the average new customer still there",
        ),
        Parameter(
            "a", fit.a, figure(fit.a), "with b: the chances of leaving, spread over customers (beta distribution)"
        ),
        Parameter("b", fit.b, figure(fit.b), "with a: the larger both are, the more alike customers are"),
        Parameter(
            "unlikeness", fit.unlikeness, f"{fit.unlikeness:.2f}", "0: all equally loyal; 1: some always, some never"
        ),
    )
    data = {
        "period_months": period,
        "at_risk": at_risk.tolist(),
        "lost": lost.tolist(),
        "churn_95": [list(interval(*pair)) for pair in zip(lost.tolist(), at_risk.tolist(), strict=True)],
        "observed_survival": observed(at_risk, lost).tolist(),
        "fitted_survival": left.tolist(),
        "fitted_churn": churned.tolist(),
        "log_likelihood": fit.log_likelihood,
        "likelihood_ratio_to_even_churn": told_apart,
    }
    falls = told_apart > beta_geometric.CERTAIN
    sentence, grid = headline(churned, at_risk, lost, falls, unit), rows(at_risk, lost, churned, unit)
    return Finding(NAME, sentence, MODEL, parameters, data, grid, (ONLY_UNLIKE, *cautions))


def headline(churned: Numbers, at_risk: Whole, lost: Whole, falls: bool, unit: str) -> str:
    """The finding in a sentence: churn that falls, or one that a log this small cannot tell from an even one."""
    if not falls:
        even = per_cent(float(lost.sum() / at_risk.sum()), 1)
        return f"Churn is {even} a {unit}; the log does not show that it falls with tenure."
    first, fifth = per_cent(churned[0]), per_cent(churned[4])
    return (
        f"Churn falls from {first} in {unit} 1 to {fifth} in {unit} 5, as it does when the easily tempted leave first."
    )


def interval(lost: int, at_risk: int) -> tuple[float, float]:
    """The 95% interval of a churn of which so many were seen (Clopper & Pearson 1934).

    >>> [round(end, 3) for end in interval(10, 100)], interval(0, 0)
    ([0.049, 0.176], (0.0, 1.0))
    """
    from scipy.stats import beta

    low = float(beta.ppf(0.025, lost, at_risk - lost + 1)) if lost else 0.0
    high = float(beta.ppf(0.975, lost + 1, at_risk - lost)) if lost < at_risk else 1.0
    return low, high


def observed(at_risk: Whole, lost: Whole) -> Numbers:
    """Share still there after each period as observed, Kaplan and Meier's estimate, up to the first without customers.

    >>> observed(np.array([100, 50, 0]), np.array([20, 10, 0])).round(2).tolist()
    [0.8, 0.64]
    """
    until = int(np.argmin(at_risk > 0)) if (at_risk == 0).any() else len(at_risk)
    return np.asarray(np.cumprod(1 - lost[:until] / at_risk[:until]), dtype=float)


def rows(at_risk: Whole, lost: Whole, churned: Numbers, unit: str) -> Grid:
    """Churn by period of tenure, observed and fitted."""
    some = range(min(len(at_risk), AHEAD))
    return Grid(
        (f"{unit} of tenure", "at its start", "left in it", "churn", "fitted"),
        tuple(
            (
                str(row + 1),
                f"{at_risk[row]:,}",
                f"{lost[row]:,}",
                per_cent(lost[row] / at_risk[row], 1) if at_risk[row] else "–",
                per_cent(churned[row], 1),
            )
            for row in some
        ),
    )
