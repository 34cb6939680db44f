"""The service-profit chain, and how falls weigh against rises: what morale and a layer's ups and downs do."""

from __future__ import annotations

import numpy as np

from sim.declarations import LAYERS, Scenario
from sim.ledger import REVENUE
from sim.market.market import Market
from sim.rules.ladder import satisfaction_from, weigh_layers
from sim.runs import Numbers, Run
from sim.simulate import opened, record_of
from sim.survival import undisturbed
from sim.validation.talk import EVERY_SCENARIO
from sim.validation.target import Band, Figures, Pattern, Target

IMPRESSION = "customers' impression, points of 100"
REVENUE_GAIN = "revenue, %"
FALL = "effect of a fall against that of an equal rise"
STEP = 5.0
"""Points of morale."""
YEAR = slice(12, 24)
BETTER_PAY = 1.1
ASKED = 400
"""Customers whose satisfaction is worked out again with one layer better or worse."""


def morale_to_money(case: Scenario, run: int) -> Figures:
    """What five points of morale do to impressions and to revenue in the second year, by paying people better.

    The impression is the mean of the five layers as our customers see them, 0 to 100. Not a number where pay does not
    move morale.
    """
    calm = undisturbed(case)
    kept = opened(calm, run)
    pay = BETTER_PAY * calm.firms[calm.us].workforce.pay
    better = {calm.us: {1: {"workforce.pay": pay}}}
    as_it_is, paid_better = (played_two_years(Market.restore(kept, decisions=one)) for one in ({}, better))
    morale = 100 * float((paid_better.ours("morale") - as_it_is.ours("morale"))[YEAR].mean())
    seen = 100 * float((impression(paid_better) - impression(as_it_is))[YEAR].mean())
    gain = 100 * float(sales(paid_better)[YEAR].sum() / sales(as_it_is)[YEAR].sum() - 1)
    if morale == 0:
        return dict.fromkeys((IMPRESSION, REVENUE_GAIN), float("nan"))
    return {IMPRESSION: seen * STEP / morale, REVENUE_GAIN: gain * STEP / morale}


def played_two_years(market: Market) -> Run:
    """The market after its second year."""
    market.advance(24)
    return record_of(market)


def impression(run: Run) -> Numbers:
    """How good our customers think the layers are, month by month."""
    return np.asarray(sum(run.ours(f"seen_{layer}") for layer in LAYERS) / len(LAYERS))


def sales(run: Run) -> Numbers:
    """Our revenue, month by month."""
    return np.asarray(sum(run.ours(part) for part in REVENUE))


def chain_unchanging(case: Scenario, figures: Figures) -> Figures:
    """Customers who never change notice nothing."""
    return dict.fromkeys((IMPRESSION, REVENUE_GAIN), 0.0)


def falls_against_rises(case: Scenario, run: int) -> Figures:
    """How much more satisfaction falls when a layer is felt one standard deviation worse than it rises when better.

    After a year, for customers of all firms, layer by layer round how they usually see it; the spread of a layer is
    that of what customers feel in a month. Sums over customers and layers.
    """
    market = Market(undisturbed(case), run=run)
    market.advance(market.since + 11)
    before = market.town.relations["seen"].copy()
    market.step()
    scene, people, relations = market.stage[0], market.town.customers, market.town.relations
    who = np.flatnonzero(people["provider"] >= 0)
    slots = people["provider"][who] if scene["repertoire"] else np.zeros(len(who), dtype=int)
    moved = relations[who, slots]["seen"] - before[who, slots]
    # An impression moves by a known part of the way to what was felt.
    spread = (before[who, slots] + moved / case.world.memory)[people["joined"][who] < market.clock].std(axis=0)
    chosen = slice(None, None, max(1, len(who) // ASKED))
    falls = rises = 0.0
    for one, slot in zip(who[chosen], slots[chosen], strict=True):
        relation = relations[one, slot]
        usual = satisfied(people[one], relation, scene, relation["seen"])
        for layer in range(len(LAYERS)):
            step = spread[layer] * (np.arange(len(LAYERS)) == layer)
            rises += satisfied(people[one], relation, scene, relation["seen"] + step) - usual
            falls += usual - satisfied(people[one], relation, scene, relation["seen"] - step)
    return {FALL: falls / rises if rises > 0 else float("nan")}


def satisfied(customer: np.void, relation: np.void, scene: np.void, felt: Numbers) -> float:
    """The month's satisfaction of a customer who felt the layers so."""
    appraisal, _ = weigh_layers(customer, relation, scene, np.clip(felt, 0.0, 1.0))
    return float(satisfaction_from(appraisal, scene["world"]["satisfaction_scale"]))


PATTERNS = (
    Pattern(
        title="Morale reaches customers, and revenue",
        how="Our front line is paid ten per cent more from month 1; effects in the second year, per five points of "
        "morale on a scale of 100.",
        source="Rucci, Kirn & Quinn 1998, The Employee-Customer-Profit Chain at Sears, Harvard Business Review 76(1)",
        kind="emergent",
        unit="per 5 points of morale",
        scenarios=("airline", "grocer", "it_dealer", "retail_bank"),
        targets={
            IMPRESSION: Target("+1.3 of 100", Band(0.65, 2.6)),
            REVENUE_GAIN: Target("+.5%", Band(0.25, 1.0)),
        },
        measure=morale_to_money,
        unchanging=chain_unchanging,
    ),
    Pattern(
        title="A fall weighs more than an equal rise",
        how="A layer felt one standard deviation worse and better than usual, for some four hundred customers after a "
        "year; satisfaction lost against satisfaction gained. The deviation is that of what customers feel in a month.",
        source="Mittal, Ross & Baldasare 1998, Journal of Marketing 62; loss aversion as in Tversky & Kahneman 1992",
        kind="built_in",
        unit="times",
        scenarios=EVERY_SCENARIO,
        targets={FALL: Target("falls weigh more", Band(1.3, 3.0))},
        measure=falls_against_rises,
    ),
)
