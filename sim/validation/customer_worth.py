"""What a customer is worth, read from the books as the field does it: profit by year of tenure, and how many stay."""

from __future__ import annotations

import numpy as np

from sim.declarations import LAYERS, Scenario
from sim.estimators.customer_value import Stream, elasticity_to_retention, value_with_defection
from sim.ledger import CHANNELS, VALUE_PARTS
from sim.measures import retention, total_value
from sim.runs import Numbers, Run
from sim.scenario.altering import altered
from sim.simulate import simulate
from sim.survival import undisturbed
from sim.validation.target import UNJUDGED, Band, Figures, Pattern, Target

YEAR = 12
FEWEST = 600
"""Customer-months below which a year of tenure tells too little; the year before goes on in its place."""
KEPT = [VALUE_PARTS.index(part) for part in ("base", "growth", "cheaper_service", "premium")]
RAISES = (0.0, 0.4, 0.8, 1.2, 1.6)
"""By how much service is raised at all five layers and in training: enough for five points, too little to ruin."""
POINTS = 0.05

PER_CUSTOMER = "value per customer, gross of the service's cost"
NET = "the firm's total value, after the service's cost"
RETENTION, MARGIN, ACQUISITION = "1% more retention", "1% more margin", "1% lower acquisition cost"


def stream_of(run: Run) -> Stream:
    """Our customers' profit as a stream: what winning one costs, then a year's profit by year of tenure.

    Costs that no customer causes (spending on layers, wages, overhead) are left out: value before layer spend.
    """
    months = run.relationship_months
    known = int((months >= FEWEST).sum()) if months[0] >= FEWEST else 1
    yearly = YEAR * run.value[:known, KEPT].sum(axis=1) / np.maximum(months[:known], 1)
    return Stream(-cost_of_winning(run), tuple(float(profit) for profit in yearly))


def cost_of_winning(run: Run) -> float:
    """What a new customer cost: setting up, rewards, offers and all advertising, failed attempts included."""
    won = sum(float(run.ours(f"joined_{channel}").sum()) for channel in CHANNELS if channel != "opening")
    spent = float(run.ours("acquisition").sum() + run.ours("advertising").sum())
    return spent / won if won > 0 else 0.0


def worth(run: Run) -> float:
    """Present value of a customer from the day of joining, at the defection of these years."""
    return value_with_defection(stream_of(run), 1 - retention(run), run.discount_rate)


def better_served(case: Scenario, by: float) -> Scenario:
    """The scenario with our firm spending so much more on every layer and on training, from before the opening."""
    more = f"+{100 * by:g}%"
    return altered(case, {f"spend.{layer}": more for layer in LAYERS} | {"workforce.training": more}) if by else case


def five_points_of_defection(case: Scenario, run: int) -> Figures:
    """Per cent that a customer's value gains when better service has lowered yearly defection by five points.

    Service is raised in steps from before the opening; value is read off where defection has fallen by five points,
    between two steps. Not a number where the largest raise does not reach it. Beside it the firm's own gain.
    """
    plays = [simulate(better_served(undisturbed(case), by), case.baseline, run) for by in RAISES]
    defection = np.array([1 - retention(play) for play in plays])
    gains = [np.array([measure(play) for play in plays]) for measure in (worth, total_value)]
    wanted = defection[0] - POINTS
    return {
        name: 100 * (read_off(wanted, defection, values) / values[0] - 1)
        for name, values in zip((PER_CUSTOMER, NET), gains, strict=True)
    } | {"defection": float(defection[0])}


def read_off(wanted: float, defection: Numbers, values: Numbers) -> float:
    """The value between the two steps where defection first falls to what is wanted; not a number if it never does.

    >>> round(read_off(0.10, np.array([0.15, 0.11, 0.09]), np.array([1.0, 2.0, 3.0])), 3)
    2.5
    >>> read_off(0.05, np.array([0.15, 0.11, 0.09]), np.array([1.0, 2.0, 3.0]))
    nan
    """
    reached = np.flatnonzero(defection <= wanted)
    if len(reached) == 0 or reached[0] == 0:
        return float("nan")
    after = int(reached[0])
    way = (defection[after - 1] - wanted) / (defection[after - 1] - defection[after])
    return float(values[after - 1] + way * (values[after] - values[after - 1]))


def five_points_unchanging(case: Scenario, figures: Figures) -> Figures:
    """The arithmetic alone: the same profit every year, five points fewer leave."""
    flat, defection = Stream(0.0, (1.0,)), figures["defection"]
    before, after = (
        value_with_defection(flat, share, case.market.discount_rate) for share in (defection, defection - POINTS)
    )
    return {PER_CUSTOMER: 100 * (after / before - 1)}


def value_elasticities(case: Scenario, run: int) -> Figures:
    """Per cent that a customer's value, net of acquisition, gains from one per cent more of each, the others as is."""
    play = simulate(undisturbed(case), case.baseline, run)
    stream, kept, discount = stream_of(play), retention(play), play.discount_rate
    value = value_with_defection(stream, 1 - kept, discount)
    more_kept = value_with_defection(stream, 1 - 1.01 * kept, discount)
    return {
        RETENTION: 100 * (more_kept / value - 1),
        MARGIN: (value - stream.at_start) / value,
        ACQUISITION: -stream.at_start / value,
        "retention": kept,
    }


def elasticities_unchanging(case: Scenario, figures: Figures) -> Figures:
    """The arithmetic alone: a flat margin and a constant hazard, nothing spent on winning."""
    elasticity = elasticity_to_retention(figures["retention"], case.market.discount_rate)
    return {RETENTION: elasticity - 1, MARGIN: 1.0, ACQUISITION: 0.0}


GUPTA = "Gupta, Lehmann & Stuart 2004, Valuing Customers, Journal of Marketing Research 41"

PATTERNS = (
    Pattern(
        title="Five points less defection make a customer worth much more",
        how="Our firm spends more on all five layers and on training from before the opening; profit by year of tenure "
        "at the defection that comes of it, discounted; where defection has fallen by five points. Scenarios in which "
        "that can be reached before the spending ruins the firm.",
        source="Reichheld & Sasser 1990, Zero Defections, Harvard Business Review 68(5); industries as reported",
        kind="emergent",
        unit="%",
        scenarios=("it_dealer", "petrochemicals", "telecom_mass"),
        targets={
            PER_CUSTOMER: Target("30 to 85% in nine industries", Band(20.0, 85.0)),
            NET: Target("shown beside it", UNJUDGED),
        },
        measure=five_points_of_defection,
        unchanging=five_points_unchanging,
    ),
    Pattern(
        title="Retention moves value most, then margin, then the cost of winning",
        how="Profit by year of tenure, retention and the cost of winning as measured in five years; a customer's "
        "discounted value when one of them is one per cent better.",
        source=GUPTA,
        kind="emergent",
        unit="% of value",
        scenarios=("airline", "it_dealer", "petrochemicals", "retail_bank", "telecom", "telecom_mass", "television"),
        targets={
            RETENTION: Target("5 (3 to 7)", Band(2.0, 7.0)),
            MARGIN: Target("1", Band(0.8, 1.5)),
            ACQUISITION: Target(".02 to .3", Band(0.0, 0.4)),
        },
        measure=value_elasticities,
        unchanging=elasticities_unchanging,
    ),
)
