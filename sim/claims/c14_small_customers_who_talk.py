"""C14: a small customer who talks can be worth more than a big one who does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.saying import about, short, surely_above, verdict_of, with_interval
from sim.declarations import Scenario
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLUE, GREY, ORANGE, figure
from sim.runs import Numbers
from sim.simulate import opened
from sim.survival import undisturbed
from sim.wording import money

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Whole = npt.NDArray[np.int64]

SCENARIO = "it_dealer"
TRIED = ("it_dealer", "airline", "retail_bank", "software_vendor", "telecom_mass", "petrochemicals")
TALKATIVE = {
    "world.talk_rate": 0.15,
    "world.talk_extreme": 1.0,
    "world.friend_calls": 0.3,
    "world.recommendation_pull": 1.6,
}
"""People talk as readily, and heed friends as much, as is at all plausible."""
SMALL, BIG = 0.5, 0.8
"""Small is the smaller half by size, big the largest fifth."""
SOME = 1.0
"""Per cent of small talkers from which "can be" is said to hold."""
LONGEST = 12
"""Links of a chain of recommendations that are followed at most."""
PLACES = (5, 25, 50, 75, 95)
GROUPS = ("small, brought nobody", "small, and talks", "big, brought nobody")
SILENT_SMALL, TALKERS, SILENT_BIG = range(3)
UNIT = "% of small customers who talk"
Result = tuple[float, float, float, float, list[list[float]]]

CLAIM = Claim(
    id="C14",
    title="A small customer who talks against a big one who does not",
    says="A small customer who talks can be worth more than a big customer who does not.",
    source="003, 004",
    origin="emergent",
    tested="Everybody who is our customer when five years begin, under today's policy and without events. Small is "
    "the smaller half by size, big the largest fifth. A customer talks if somebody joined us on its word in these "
    "years; big ones who did not bring anybody are compared with. What a customer is worth is what it left in five "
    "years, sales less what was done for it, discounted, and in addition all that those left whom it brought, and "
    "those whom these brought, less the cost of winning them. That is generous: some of them would have come anyway. "
    f"“Can be” holds in a market where surely more than {SOME:g} in 100 small talkers are worth more than the typical "
    "(median) big silent one; as a rule the claim holds where the average small talker is worth more than the "
    "average big silent one. Who knows whom does not depend on size here, which helps the claim (assumption).",
)


def finding(laboratory: Laboratory) -> Finding:
    """How many small talkers are worth more than big silent customers, market by market."""
    cases = [undisturbed(laboratory.case(name)) for name in TRIED]
    talkative = undisturbed(laboratory.case(SCENARIO, TALKATIVE))
    told = laboratory.measured(compared, [*cases, talkative])
    by_market = dict(zip(TRIED, told, strict=False))
    lively = f"{called(SCENARIO)}, where people talk and heed talk as much as is plausible"
    conditions = (
        *(row for name, runs in by_market.items() for row in rows(called(name), name, runs)),
        *rows(lively, SCENARIO, told[-1]),
    )
    share = column(by_market[SCENARIO], 0)
    return Finding(
        verdict=verdict_of(conditions),
        sentence=sentence(by_market, conditions, told[-1]),
        figure_is="small customers who talk and are worth more than the typical big one who does not",
        measured=share,
        unit=UNIT,
        scenario=SCENARIO,
        picture=picture(by_market[SCENARIO], cases[0].currency),
        conditions=conditions,
    )


def compared(scenario: Scenario, run: int) -> Result:
    """Small talkers against big silent customers: how many are worth more, in per cent; the average worth, in per cent

    of theirs; how many of the small ones talk; of those worth more, how many brought somebody big, in per cent. Last,
    percentiles of worth by group: (groups, PLACES).
    """
    size, own, sent, biggest = worths(scenario, run)
    rank = size.argsort().argsort() / len(size)
    small, big, talks = rank < SMALL, rank >= BIG, biggest > 0
    worth = own + sent
    groups = [worth[small & ~talks], worth[small & talks], worth[big & ~talks]]
    beats = small & talks & (worth > np.median(groups[SILENT_BIG]))
    brought_big = biggest[beats] >= np.quantile(size, BIG)
    return (
        per_cent_of(beats[small & talks]),
        100 * float(groups[TALKERS].mean() / groups[SILENT_BIG].mean()) if groups[TALKERS].size else float("nan"),
        per_cent_of(talks[small]),
        per_cent_of(brought_big),
        [np.percentile(group, PLACES).tolist() if group.size else [float("nan")] * len(PLACES) for group in groups],
    )


def per_cent_of(yes: npt.NDArray[np.bool_]) -> float:
    """Per cent who do; not known of nobody."""
    return 100 * float(yes.mean()) if yes.size else float("nan")


def worths(scenario: Scenario, run: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Of each customer we begin with: size, what it left, what those it brought left, the size of the biggest of them.

    Sizes are the monthly spend by which people differ; the last is 0 where nobody was brought. All: (customers,).
    """
    market = Market.restore(opened(scenario, run), scenario.baseline)
    people = market.town.customers
    ours = np.flatnonzero(people["provider"] == market.us)
    size, since = people["spend"].copy(), market.since
    own, sent, biggest = (np.zeros(len(people)) for _ in range(3))
    before = people["earned"].copy()
    while market.month < scenario.market.months:
        market.step()
        left = (people["earned"] - before) * (1 + scenario.market.discount_rate) ** (-market.month / 12)
        before = people["earned"].copy()
        own += left
        brought = np.flatnonzero(
            (people["provider"] == market.us) & (people["joined"] > since) & (people["referrer"] >= 0)
        )
        np.maximum.at(biggest, people["referrer"][brought], size[brought])
        pass_up(sent, people["referrer"], brought, left[brought], people["joined"] > since)
    return size[ours], own[ours], sent[ours], biggest[ours]


def pass_up(sent: Numbers, referrer: Whole, who: Whole, left: Numbers, new: npt.NDArray[np.bool_]) -> None:
    """Adds what customers left to whoever brought them, and to whoever brought these, up to those we began with.

    >>> sent = np.zeros(3)
    >>> pass_up(sent, np.array([-1, 0, 1]), np.array([2]), np.array([5.0]), np.array([False, True, True]))
    >>> sent.tolist()
    [5.0, 5.0, 0.0]
    """
    for _ in range(LONGEST):
        who = referrer[who]
        np.add.at(sent, who, left)
        onward = new[who] & (referrer[who] >= 0)
        who, left = who[onward], left[onward]
        if not who.size:
            return


def column(runs: Sequence[Result], place: int) -> Estimate:
    """One of the figures of `compared`."""
    return estimate(np.array([run[place] for run in runs], dtype=float))


def rows(where: str, name: str, runs: Sequence[Result]) -> list[Condition]:
    """A market: whether a small talker can be worth more than a big silent customer, and whether it is as a rule."""
    share, average, talk, brought_big = (column(runs, place) for place in range(4))
    can = surely_above(share, SOME)
    whom = f"; {short(brought_big)}% of those had brought a big customer" if brought_big.mean is not None else ""
    says = f"{short(talk)}% of small customers talk{whom}"
    return [
        Condition(f"{where}: small talkers worth more than the typical big silent", name, can, share, UNIT, says),
        Condition(
            f"{where}: the average small talker against the average big silent",
            name,
            surely_above(average, 100.0),
            average,
            "% of its worth",
        ),
    ]


def sentence(
    by_market: Mapping[str, Sequence[Result]], conditions: Sequence[Condition], lively: Sequence[Result]
) -> str:
    """How often it happens, by whom those were brought who make it happen, and how it is on average."""
    can = [called(name) for name, runs in by_market.items() if surely_above(column(runs, 0), SOME)]
    rule = [one for one in conditions if one.unit != UNIT and one.holds]
    share, average, talk, brought_big = (column(by_market[SCENARIO], place) for place in range(4))
    opening = f"Holds as a possibility in {len(can)} of {len(by_market)} markets" if can else "Fails"
    as_rule = f"as a rule in {len(rule)}" if rule else "as a rule in none"
    return (
        f"{opening}, {as_rule}: among the IT dealer's small customers {short(talk)}% bring somebody in five years, "
        f"and of these {with_interval(share, '%')} are then worth more than the typical big customer who brings "
        f"nobody. It takes luck in whom they know: {short(brought_big)}% of those had brought a big customer. The "
        f"average small talker is worth {short(average)}% of the average big silent one, {short(column(lively, 1))}% "
        "where people talk and heed talk as much as is plausible."
    )


def picture(runs: Sequence[Result], currency: str) -> Figure:
    """What customers are worth, by group: the range of nine in ten, the middle half, the typical one."""
    share, average = column(runs, 0), column(runs, 1)
    told = np.array([run[4] for run in runs], dtype=float)
    drawn = figure(
        f"{about(share)} in 100 small customers who talk are worth more than the typical big one who does not; "
        f"on average {about(average)}% as much",
        note="The IT dealer's customers, five years, with all whom they brought. Thin: 90 in 100 customers; thick: the "
        "middle half; dot: the typical one. Each step of the scale is ten times.",
    )
    axes = drawn.subplots()
    for place, (words, ink) in enumerate(zip(GROUPS, (GREY, ORANGE, BLUE), strict=True)):
        low, lower, middle, upper, high = np.maximum(np.nanmean(told[:, place], axis=0), 1.0)
        axes.plot([low, high], [place, place], color=ink, linewidth=4)
        axes.plot([lower, upper], [place, place], color=ink, linewidth=20, alpha=0.5, solid_capstyle="butt")
        axes.plot(middle, place, "o", color=ink, markersize=16)
        axes.annotate(
            f"{words}: typically {money(float(middle), currency)}",
            (middle, place), (0, 26), textcoords="offset points", color=ink, fontweight="bold", ha="center",
        )  # fmt: skip
    axes.set_xscale("log")
    axes.set_ylim(-0.5, 2.7)
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_xlabel(f"worth in five years, {currency}")
    return drawn
