"""C17: a complaint process that is hard to use lowers recorded complaints and raises harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import (
    GAIN,
    TODAY,
    Outcomes,
    change,
    gain,
    gains_or_loses,
    level,
    outcomes,
    whether_above,
    with_policies,
)
from sim.claims.saying import short, surely_below, verdict_of, with_interval
from sim.claims.strokes import draw_line
from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.intervals import Estimate
from sim.laboratory import Laboratory
from sim.report.drawing import BLACK, BLUE, GREEN, GREY, VERMILION, figure, label_ends
from sim.scenario.altering import value_at
from sim.wording import times

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BANK = "retail_bank"
HARD, EASY = "hard", "easy"
EASE = {HARD: 0.1, EASY: 0.9}
"""The ends of the plausible range."""
SMALL = {"market.customers": 2000}
SETTLES: dict[str, Mapping[str, Change]] = {
    "as it settles today": {},
    "settling well": {"workforce.authority": 0.9, "complaints.speed": 0.9},
    "settling badly": {"workforce.authority": 0.1, "complaints.speed": 0.1},
}
AS_TODAY, WELL, BADLY = SETTLES
IDLE = "if complaints taught nothing and nothing could be put right"
NEUTRALISED: dict[str, Mapping[str, Change]] = {
    IDLE: {"world.lesson": 0.0, "world.resolved_heals": 0.0, "world.quick_heals": 0.0}
}
ELSEWHERE = ("petrochemicals", "property_management")
HARM = f"lost {GAIN} where complaining is hard"

CLAIM = Claim(
    id="C17",
    title="Hard to complain",
    says="A complaint process that is hard to use lowers recorded complaints and raises harm.",
    source="004",
    origin="built_in",
    tested="That a hard process is used less is put in. So it is judged by what it does to money: the firm's total "
    "value (profit, and what the customers held at the end are worth) where complaining is hard, against where it is "
    "easy, on the same customers with the same luck; every complaint costs what it costs to settle. Harm holds where "
    "the hard process surely loses value; losses are told per 100 of sales. It is tried in firms that settle "
    "complaints well, as today and badly, with what complaints teach and heal taken out, and in other markets. Hard is "
    "a letter within thirty days, easy one number for everything: a tenth and nine tenths on the scale of ease.",
)


def finding(laboratory: Laboratory) -> Finding:
    """What a hard process does to complaints on record, to customers and to money, place by place."""
    tried = {words: (BANK, levers) for words, levers in (SETTLES | NEUTRALISED).items()}
    tried |= {called(name): (name, {}) for name in ELSEWHERE}
    played = laboratory.measured(outcomes, [hard_and_easy(laboratory, *told) for told in tried.values()])
    runs = dict(zip(tried, played, strict=True))
    conditions = tuple(harm(words, tried[words][0], runs[words]) for words in tried)
    return Finding(
        verdict=verdict_of(conditions),
        sentence=sentence(runs[AS_TODAY], conditions),
        figure_is="value the bank loses where complaining is hard instead of easy",
        measured=conditions[0].measured,
        unit=HARM,
        scenario=BANK,
        picture=picture(runs, value_at("complaints.ease", laboratory.case(BANK))),
        conditions=conditions,
    )


def hard_and_easy(laboratory: Laboratory, name: str, changes: Mapping[str, Change]) -> Scenario:
    """A market, perhaps altered, in which complaining is made hard and made easy."""
    case = laboratory.case(name, {**SMALL, **changes})
    return with_policies(case, {policy: {"complaints.ease": ease} for policy, ease in EASE.items()})


def harm(words: str, scenario: str, runs: Sequence[Outcomes]) -> Condition:
    """A trial: what a hard process costs, against an easy one, and what it does on the way."""
    lost = gain(runs, EASY, against=HARD)
    recorded = [short(level(runs, "complaints", policy)) for policy in (EASY, HARD)]
    leaving = [f"{100 - 100 * (level(runs, 'retention', policy).mean or 0):.2f}" for policy in (EASY, HARD)]
    says = (
        f"recorded complaints a year per 1,000: {recorded[0]} easy, {recorded[1]} hard; customers lost a year: "
        f"{leaving[0]}% easy, {leaving[1]}% hard; bad words heard where hard: "
        f"{change(runs, 'blame', HARD, EASY).mean:+,.0f} per 1,000"
    )
    where = words if scenario != BANK else f"{called(BANK)}, {words}"
    return Condition(where, scenario, whether_above(lost), lost, HARM, says)


def sentence(runs: Sequence[Outcomes], conditions: Sequence[Condition]) -> str:
    """Both halves: what is recorded, and whether the harm shows in money."""
    recorded = {policy: level(runs, "complaints", policy) for policy in EASE}
    fewer = "holds" if surely_below(change(runs, "complaints", HARD, EASY), 0) else "not for sure"
    harmed = [one.where for one in conditions if one.holds]
    spared = [one.where for one in conditions if one.holds is False]
    unsure = sum(one.holds is None for one in conditions)
    return (
        f"Fewer complaints on record: {fewer}; in the bank {short(recorded[HARD])} a year per "
        f"1,000 customers where complaining is hard, {short(recorded[EASY])} where it is easy. More harm: holds for "
        f"{'; '.join(harmed) or 'no trial'}, is reversed for {'; '.join(spared) or 'none'}, and cannot be told from "
        f"luck in {times(unsure, 'trial')}. In the bank as it settles today the hard process loses "
        f"{with_interval(conditions[0].measured)} {GAIN}."
    )


def picture(runs: Mapping[str, Sequence[Outcomes]], usual: float) -> Figure:
    """Complaints on record and silent sufferers; and what the ease of complaining is worth, by how they are settled."""
    bank = runs[AS_TODAY]
    hard = {words: gains_or_loses(gain(runs[words], HARD, against=EASY)) for words in SETTLES}
    drawn = figure(
        f"Hard complaining cuts the record from {short(level(bank, 'complaints', EASY))} to "
        f"{short(level(bank, 'complaints', HARD))}; a bank that settles well {hard[WELL]} {GAIN} by it, one "
        f"that settles badly {hard[BADLY]}",
        note="Left: a year, per 1,000 customers. Right: total value, against today's ease of complaining. Bands: 95%.",
    )
    left, right = drawn.subplots(1, 2)
    eases = (EASE[HARD], usual, EASE[EASY])
    draw_record(left, bank, eases)
    draw_worth(right, {words: runs[words] for words in SETTLES}, eases)
    for axes in (left, right):
        axes.set_xticks(eases, ["hard", "today", "easy"])
        axes.set_xlabel("complaining is")
    return drawn


def draw_record(axes: Axes, bank: Sequence[Outcomes], eases: Sequence[float]) -> None:
    """Recorded complaints and silent sufferers, against ease."""
    inks = {"silent": GREY, "complaints": BLUE}
    lines = {count: [level(bank, count, policy) for policy in (HARD, TODAY, EASY)] for count in inks}
    for count, ink in inks.items():
        draw_line(axes, eases, lines[count], ink)
    axes.set_title("after a failure")
    axes.set_ylim(bottom=0)
    ends = [line[-1].mean or 0.0 for line in lines.values()]
    label_ends(axes, eases[-1], ends, ["say\nnothing", "complain"], list(inks.values()))


def draw_worth(axes: Axes, runs: Mapping[str, Sequence[Outcomes]], eases: Sequence[float]) -> None:
    """What the firm gains or loses by another ease, for firms that settle well, as today and badly."""
    inks = (BLACK, GREEN, VERMILION)
    nothing = Estimate(0.0, 0.0, 0.0)
    lines = {words: [gain(told, HARD), nothing, gain(told, EASY)] for words, told in runs.items()}
    for line, ink in zip(lines.values(), inks, strict=True):
        draw_line(axes, eases, line, ink)
    axes.axhline(0, color=BLACK, linewidth=1)
    axes.set_title(f"gain {GAIN}")
    ends = [line[-1].mean or 0.0 for line in lines.values()]
    label_ends(axes, eases[-1], ends, ["as today", "settles well", "settles badly"], inks)
