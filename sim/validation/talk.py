"""What customers say: how much praise is heard for each piece of blame, and how many failures are complained about."""

from __future__ import annotations

import numpy as np

from sim.declarations import Scenario
from sim.ledger import COLUMN
from sim.market.market import Market
from sim.rules.recovery import SILENT
from sim.rules.service import MAJOR, MINOR
from sim.simulate import opened, record_of
from sim.survival import undisturbed
from sim.validation.target import Band, Figures, Pattern, Target

RATIO = "good words heard for each bad one"
MINOR_RATE, MAJOR_RATE = "minor failures complained about", "major failures complained about"
MONTHS = 24
EVERY_SCENARIO = (
    "airline", "grocer", "it_dealer", "petrochemicals", "property_management", "retail_bank", "software_vendor",
    "telecom", "telecom_mass", "television",
)  # fmt: skip


def good_to_bad(case: Scenario, run: int) -> Figures:
    """Praise heard for each piece of blame, over all firms and the horizon."""
    market = Market.restore(opened(undisturbed(case), run))
    market.advance(case.market.months)
    months = record_of(market).months[1:]
    praise, blame = (float(months[:, :, COLUMN[name]].sum()) for name in ("praise", "blame"))
    return {RATIO: praise / blame if blame > 0 else float("nan")}


def complaint_rates(case: Scenario, run: int) -> Figures:
    """Per cent of minor and of major failures that are complained about on the record, all firms."""
    market = Market.restore(opened(undisturbed(case), run))
    failures, recorded = np.zeros(3), np.zeros(3)
    for _ in range(MONTHS):
        market.step()
        served = market.town.relations[market.town.relations["handled"] > 0]
        failures += np.bincount(served["severity"], minlength=3)
        recorded += np.bincount(served["severity"], weights=served["handled"] > SILENT, minlength=3)
    rates = 100 * np.divide(recorded, failures, out=np.full(3, np.nan), where=failures > 0)
    return {MINOR_RATE: float(rates[MINOR]), MAJOR_RATE: float(rates[MAJOR])}


PATTERNS = (
    Pattern(
        title="Praise outweighs blame",
        how="Every word of mouth heard over five years, all firms, events and trends removed; good for each bad.",
        source="East, Hammond & Wright 2007, The relative incidence of positive and negative word of mouth, "
        "International Journal of Research in Marketing 24; 15 studies",
        kind="emergent",
        unit="to 1",
        scenarios=EVERY_SCENARIO,
        targets={RATIO: Target("3 to 1", Band(2.0, 5.0))},
        measure=good_to_bad,
    ),
    Pattern(
        title="Few minor failures are complained about, many major ones",
        how="The worst failure of each customer's month over two years, all firms; complained about on the record.",
        source="TARP, as reported",
        kind="input",
        unit="%",
        scenarios=("airline", "retail_bank", "telecom"),
        targets={
            MINOR_RATE: Target("about 4%", Band(2.0, 8.0)),
            MAJOR_RATE: Target("30 to 50%", Band(30.0, 50.0)),
        },
        measure=complaint_rates,
    ),
)
