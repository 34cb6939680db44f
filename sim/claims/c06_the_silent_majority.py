"""C6: behind one complaint stand twenty who feel the same and say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.saying import about, short, surely_above, surely_below, verdict_of, with_interval
from sim.claims.strokes import draw_line
from sim.declarations import Scenario
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLACK, GREY, ORANGE, VERMILION, figure, wrapped
from sim.rules import journal
from sim.runs import Numbers
from sim.simulate import opened

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.market.records import Records

SAID = 20
FACTOR = 2
"""Twenty is taken as right where the interval lies within half and twice of it."""
YEAR = 12
SCENARIO = "airline"
SIZE = {"market.customers": 2500}
EASES = (0.1, 0.25, 0.5, 0.75, 0.9)
ORDINARY = 0.5
EASE_WORDS = {
    0.1: "“write to us within 30 days”",
    0.25: "a form, and a wait",
    0.5: "an ordinary complaint desk",
    0.75: "one number to ring",
    0.9: "settled where it happened",
}
OTHERS = (
    "grocer", "it_dealer", "petrochemicals", "property_management", "retail_bank", "software_vendor", "telecom",
    "telecom_mass", "television",
)  # fmt: skip
READINESS = {
    "people who complain half as readily": {"world.complain_minor": 0.02, "world.complain_major": 0.3},
    "people who complain twice as readily": {"world.complain_minor": 0.08, "world.complain_major": 0.5},
}
"""Both ends of the plausible range of how many failures are complained about."""
UNIT = "silent for each recorded complaint"
ALL, MINOR, MAJOR = range(3)

Ratios = tuple[Estimate, Estimate, Estimate]
"""Silent sufferers for each complaint: of all failures, of minor ones, of major ones."""

CLAIM = Claim(
    id="C6",
    title="Behind one complaint stand twenty who say nothing",
    says="Behind one customer who complains stand twenty who feel the same and say nothing.",
    source="002",
    origin="emergent",
    tested="A customer who meets at least one failure in a month is one sufferer; the worst failure of the month "
    "counts. For a year all sufferers of our firm are counted, those who complained on the record and those who kept "
    "silent, in ten markets as they are and, in the airline, from a complaint line that is hard to use to one that is "
    "easy. How many minor and major failures are complained about at an ordinary desk is taken from published studies "
    "(TARP); the ratio for the whole firm is what comes out. It holds where the 95% interval lies between "
    f"{SAID // FACTOR} and {SAID * FACTOR}, that is, where twenty is right to a factor of {FACTOR}.",
)


def finding(laboratory: Laboratory) -> Finding:
    """Silent sufferers for each complaint, by how easy it is to complain, market by market."""
    eases = [laboratory.case(SCENARIO, {**SIZE, "complaints.ease": ease}) for ease in EASES]
    others = [laboratory.case(name, SIZE) for name in OTHERS]
    ready = [
        laboratory.case(SCENARIO, {**SIZE, "complaints.ease": ORDINARY, **changes}) for changes in READINESS.values()
    ]
    counted = [np.array(runs) for runs in laboratory.measured(sufferers, [*eases, *others, *ready])]
    ratios = [silent_for_each(runs) for runs in counted]
    by_ease = dict(zip(EASES, ratios, strict=False))
    markets = dict(zip(OTHERS, ratios[len(EASES) :], strict=False))
    left = estimate_leavers(laboratory.measured(leavers, [eases[EASES.index(ORDINARY)]])[0])
    conditions = (
        *(row(f"airline, {EASE_WORDS[ease]}", SCENARIO, by_ease[ease]) for ease in EASES),
        *(row(f"{called(name)}, as it is", name, ratio) for name, ratio in markets.items()),
        *(row(f"airline, {where}", SCENARIO, ratio) for where, ratio in zip(READINESS, ratios[-2:], strict=True)),
        *do_they_feel_the_same(left),
    )
    return Finding(
        verdict=verdict_of(conditions),
        sentence=sentence(by_ease, conditions, left),
        figure_is="sufferers who say nothing, for each complaint on the record, at an ordinary complaint desk",
        measured=by_ease[ORDINARY][ALL],
        unit=UNIT,
        scenario=SCENARIO,
        picture=picture(by_ease),
        conditions=conditions,
    )


def sufferers(scenario: Scenario, run: int) -> list[list[int]]:
    """In a year, by severity (minor, major): those who kept silent and those who complained."""
    market = watched(scenario, run, YEAR)
    incidents = incidents_of(market.journal.events(), market.us)
    counts = np.zeros((2, 2), dtype=int)
    np.add.at(counts, (incidents["major"].astype(int), (incidents["handled"] > 0).astype(int)), 1)
    told: list[list[int]] = counts.tolist()
    return told


def leavers(scenario: Scenario, run: int) -> list[list[int]]:
    """Of those who met a major failure in a year: how many there were and how many left within a year of it.

    By what became of it: silent, complaint left unresolved, complaint settled.
    """
    market = watched(scenario, run, 2 * YEAR)
    events = market.journal.events()
    incidents = incidents_of(events[events["month"] <= YEAR], market.us)
    incidents = incidents[incidents["major"]]
    gone = np.full(len(market.town.customers), 10_000)
    leaving = events[(events["event"] == journal.LEAVE) & (events["firm"] == market.us)]
    np.minimum.at(gone, leaving["customer"], leaving["month"])
    waited = gone[incidents["customer"]] - incidents["month"]
    left = (waited >= 0) & (waited <= YEAR)
    ended = np.minimum(incidents["handled"], 2)
    return [[int((ended == end).sum()), int(left[ended == end].sum())] for end in range(3)]


def watched(scenario: Scenario, run: int, months: int) -> Market:
    """Our market as it is, played for so many months with everybody's events written down."""
    market = Market.restore(opened(scenario, run), scenario.baseline, watch=-1)
    market.advance(months)
    return market


def incidents_of(events: Records, firm: int) -> Records:
    """A row for every customer and month with a failure at a firm.

    `handled`: 0 silent, 1 a complaint left unresolved, 2 settled, 3 settled quickly.
    """
    here = events[events["firm"] == firm]
    slips = here[here["event"] == journal.SLIP]
    settled = here[here["event"] == journal.RESOLVE]
    pairs, place = np.unique(slips[["month", "customer"]], return_inverse=True)
    told = np.zeros(len(pairs), [("month", "i4"), ("customer", "i4"), ("major", "?"), ("handled", "i1")])
    told["month"], told["customer"] = pairs["month"], pairs["customer"]
    told["major"] = np.bincount(place, weights=slips["outcome"], minlength=len(pairs)) > 0
    told["handled"][np.searchsorted(pairs, settled[["month", "customer"]])] = 1 + settled["outcome"]
    return told


def silent_for_each(runs: Numbers) -> Ratios:
    """Silent sufferers for each complaint: of all failures, of minor and of major ones; `runs` (runs, 2, 2)."""
    shares = (runs.sum(axis=1), runs[:, 0], runs[:, 1])
    whole, minor, major = (inverted(estimate(recorded_share(counts))) for counts in shares)
    return whole, minor, major


def recorded_share(counts: Numbers) -> Numbers:
    """The share of sufferers who complained, run by run; not known where nobody suffered. `counts` (runs, 2)."""
    suffered = counts.sum(axis=1)
    return np.divide(counts[:, 1], suffered, out=np.full(len(counts), np.nan), where=suffered > 0)


def inverted(share: Estimate) -> Estimate:
    """How many keep silent for each who speaks, from the share who speak.

    >>> inverted(Estimate(0.2, 0.1, 0.25))
    Estimate(mean=4.0, low=3.0, high=9.0)
    """
    mean, low, high = (None if one is None or one <= 0 else 1 / one - 1 for one in (share.mean, share.high, share.low))
    return Estimate(mean, low, high)


def estimate_leavers(runs: Sequence[Sequence[Sequence[int]]]) -> list[Estimate]:
    """Per cent who left within a year of a major failure: silent, unresolved, settled."""
    counts = np.array(runs, dtype=float)
    there, left = counts[..., 0], counts[..., 1]
    shares = np.divide(100 * left, there, out=np.full(left.shape, np.nan), where=there > 0)
    return [estimate(shares[:, end]) for end in range(3)]


def row(where: str, scenario: str, ratios: Ratios) -> Condition:
    """A trial: the ratio over all failures, and whether twenty is right to a factor of two."""
    whole, minor, major = ratios
    right = surely_above(whole, SAID / FACTOR) and surely_below(whole, SAID * FACTOR)
    says = f"minor failures {short(minor)}, major ones {short(major)}"
    return Condition(where, scenario, right, whole, UNIT, says)


def do_they_feel_the_same(left: Sequence[Estimate]) -> list[Condition]:
    """Whether the silent bear the same grudge: how many of each leave within a year of a major failure."""
    ways = ("who said nothing", "whose complaint was left unresolved", "whose complaint was settled")
    return [
        Condition(f"Customers {way} after a major failure", SCENARIO, None, share, "% left within a year")
        for way, share in zip(ways, left, strict=True)
    ]


def sentence(by_ease: dict[float, Ratios], conditions: Sequence[Condition], left: Sequence[Estimate]) -> str:
    """The verdict: what stands behind one complaint here, and what the number depends on."""
    ordinary, hardest, easiest = by_ease[ORDINARY], by_ease[EASES[0]], by_ease[EASES[-1]]
    tried = [one for one in conditions if one.holds is not None]
    held = [one.where for one in tried if one.holds]
    opening = (
        f"Holds to a factor of {FACTOR} in {len(held)} of {len(tried)} trials ({'; '.join(held)}), fails in the rest"
        if held
        else "Fails in every trial"
    )
    return (
        f"{opening}: in the airline, at an ordinary complaint desk, {with_interval(ordinary[ALL])} say nothing for "
        f"each who complains, {short(ordinary[MINOR])} after a minor failure, {short(ordinary[MAJOR])} after a major "
        "one. "
        f"The firm makes the number itself: {short(hardest[ALL])} where complaining is hardest, {short(easiest[ALL])} "
        f"where it is easiest. {feeling(left)}"
    )


def feeling(left: Sequence[Estimate]) -> str:
    """Whether silence means contentment: how many leave who said nothing, and whose complaint was settled."""
    silent, _, settled = left
    return (
        f"Of those who say nothing after a major failure {short(silent)}% leave within a year, of those whose "
        f"complaint is settled {short(settled)}%."
    )


def picture(by_ease: dict[float, Ratios]) -> Figure:
    """Silent sufferers for each complaint against the ease of complaining, for minor, all and major failures."""
    hardest, ordinary, easiest = (about(by_ease[ease][ALL]) for ease in (EASES[0], ORDINARY, EASES[-1]))
    drawn = figure(
        f"Behind one complaint stand {hardest} who say nothing where complaining is hard, {ordinary} at an ordinary "
        f"desk, {easiest} where it is easy",
        note="The airline: customers who met a failure and said nothing, for each who complained on the record, in a "
        "year. Bands: 95% interval. Equal steps of the scale multiply by the same.",
    )
    axes = drawn.subplots()
    axes.set_yscale("log", base=2)
    axes.axhline(SAID, color=GREY, linewidth=3, linestyle="--")
    axes.annotate(f"the claim: {SAID}", (0.92, SAID * 1.1), color=GREY, va="bottom", fontweight="bold")
    for kind, words, ink in (
        (MINOR, "minor failures", ORANGE),
        (ALL, "all failures", BLACK),
        (MAJOR, "major", VERMILION),
    ):
        values = [by_ease[ease][kind] for ease in EASES]
        draw_line(axes, EASES, values, ink)
        axes.annotate(f"{words}: {about(values[-1])}", (0.92, values[-1].mean or np.nan), color=ink, va="center")
    axes.set_xlim(EASES[0] - 0.05, 1.12)
    axes.set_xticks(EASES, [wrapped(EASE_WORDS[ease], 11) for ease in EASES], fontsize=13)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_ylabel("silent for each complaint")
    return drawn
