"""C13: the more contact the more satisfied; but contact that is insincere or unanswered is worse than none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import sales, with_policies
from sim.claims.saying import about, held, short, surely_above, surely_below, verdict_of, with_interval
from sim.claims.strokes import draw_line
from sim.declarations import Scenario
from sim.intervals import Estimate, estimate
from sim.laboratory import Laboratory
from sim.measures import satisfaction, total_value
from sim.report.drawing import BLUE, VERMILION, figure
from sim.runs import Numbers
from sim.simulate import simulate_all
from sim.survival import undisturbed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SCENARIO = "airline"
OTHERS = ("telecom_mass", "it_dealer")
OFTEN = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""Contacts a customer and month."""
NONE, ONE, FOUR = 0.0, 1.0, 4.0
FEW = (NONE, ONE, FOUR)
ANSWERS, SILENT = 0.95, 0.3
"""Share of their questions that customers get answered, as far as people have the time."""
BETWEEN = (0.45, 0.6, 0.75)
TAKEN_OUT = {"world.hypocrisy": 0, "world.irritation": 0}
"""Silence after cards is no worse than silence, and too many contacts do not annoy."""
PLEASED, VALUE = range(2)
POINTS = "points of 100"
Tried = tuple[tuple[float, float], ...]
"""How often the firm calls, and what share of questions it answers."""

CLAIM = Claim(
    id="C13",
    title="The more contact the better, unless nobody answers",
    says="The more contact, the more satisfied the customer; but contact that is insincere or leaves customers' own "
    "questions unanswered is worse than none.",
    source="004",
    origin="built_in",
    tested="Our firm calls on each customer between never and six times a month, for three years; all else stays, "
    "its costs and its people's time are counted. It means to answer 95 of 100 questions that customers ask, or 30. "
    "Satisfaction is that of the last year, value that of the firm, per 100 of today's sales. More contact is better "
    "where the 95% interval of one contact a month against none, and of four against one, lies above zero; "
    "unanswered contact is worse than none where that of one against none lies below. Put into the market are two of "
    "its parts: past calls turn against a firm that leaves a question unanswered, and contacts beyond what a "
    "customer tolerates (two a month in the airline, assumed) annoy; both are taken out for comparison. That calling "
    "takes people's time, and that sincerity is judged by answers, stays.",
)


def finding(laboratory: Laboratory) -> Finding:
    """Satisfaction and value by how often the firm calls, for one that answers and one that does not."""
    whole = {(often, share): place for place, (often, share) in enumerate(everything())}
    main = told(laboratory, SCENARIO, everything(), {}, laboratory.runs)
    curves = {share: main[:, [whole[often, share] for often in OFTEN]] for share in (ANSWERS, SILENT)}
    fewer = max(2, laboratory.runs // 2)
    others = {called(name): (name, told(laboratory, name, few(), {}, fewer)) for name in OTHERS}
    neutral = told(laboratory, SCENARIO, few(), TAKEN_OUT, fewer)
    as_few = main[:, [whole[one] for one in few()]]
    enough = answers_needed(main, whole)
    conditions = (
        *rows(called(SCENARIO), SCENARIO, as_few),
        *(row for where, (name, runs) in others.items() for row in rows(where, name, runs)),
        *rows(f"taken out, {called(SCENARIO)}", SCENARIO, neutral),
        *turning_points(curves, enough),
    )
    return Finding(
        verdict=verdict_of([one for one in conditions if "taken out" not in one.where]),
        sentence=sentence(curves, as_few, neutral, enough),
        figure_is="contacts a month at which customers of an airline that answers are most satisfied",
        measured=estimate(best(curves[ANSWERS][:, :, PLEASED])),
        unit="contacts a month",
        scenario=SCENARIO,
        picture=picture(curves),
        conditions=conditions,
    )


def few() -> Tried:
    """None, one and four contacts a month, answered and not."""
    return tuple((often, share) for share in (ANSWERS, SILENT) for often in FEW)


def everything() -> Tried:
    """All frequencies, answered and not; and none and one for firms in between."""
    between = tuple((often, share) for share in BETWEEN for often in (NONE, ONE))
    return (*((often, share) for share in (ANSWERS, SILENT) for often in OFTEN), *between)


def told(laboratory: Laboratory, name: str, tried: Tried, world: Mapping[str, float], runs: int) -> Numbers:
    """Satisfaction and value of every way of calling, run by run: (runs, ways, 2)."""
    case = undisturbed(laboratory.case(name, {"market.customers": 1000, "market.months": 36, **world}))
    policies = {
        f"way_{place}": {"contact.frequency": often, "contact.answering": share}
        for place, (often, share) in enumerate(tried)
    }
    measured: list[list[list[float]]] = laboratory.measured(pleased_and_worth, [with_policies(case, policies)], runs)[0]
    return np.array(measured)


def pleased_and_worth(scenario: Scenario, run: int) -> list[list[float]]:
    """For each policy: satisfaction of the last year, and value beyond today's, per 100 of today's sales."""
    today, *others = simulate_all(scenario, scenario.strategies, run)
    before, whole = total_value(today), sales(today)
    return [[satisfaction(one), 100 * (total_value(one) - before) / whole] for one in others]


def best(curves: Numbers) -> Numbers:
    """How often a month is best, run by run; `curves` (runs, frequencies).

    >>> best(np.array([[1.0, 2.0, 4.0, 3.0, 1.0, 1.0, 0.0, 0.0, 0.0]])).tolist()
    [0.5]
    """
    return np.array(OFTEN)[curves.argmax(axis=1)]


def worse_than_none(curves: Numbers) -> Numbers:
    """From how many contacts a month on satisfaction lies below that of none; NaN where it never does.

    >>> worse_than_none(np.array([[1.0, 2.0, 4.0, 3.0, 1.0, 0.0, 0.0, 0.0, 0.0]])).tolist()
    [1.5]
    """
    return np.array([crossing(np.array(OFTEN), curve - curve[0]) for curve in curves])


def crossing(places: Numbers, values: Numbers) -> float:
    """Where values fall below zero for good, in a straight line between places; NaN where they end above."""
    above = np.flatnonzero(values >= 0)
    last = int(above[-1]) if above.size else len(values) - 1
    if last == len(values) - 1:
        return float("nan")
    share = values[last] / (values[last] - values[last + 1])
    return float(places[last] + share * (places[last + 1] - places[last]))


def answers_needed(runs: Numbers, whole: Mapping[tuple[float, float], int]) -> Numbers:
    """Per cent of questions that a firm must mean to answer for a monthly contact to be better than none."""
    shares = (SILENT, *BETWEEN, ANSWERS)
    gains = [runs[:, whole[ONE, share], PLEASED] - runs[:, whole[NONE, share], PLEASED] for share in shares]
    upward = np.array(gains)[::-1].T
    return 100 * np.array([crossing(np.array(shares[::-1]), gain) for gain in upward])


def change(runs: Numbers, share: float, much: float, little: float) -> Estimate:
    """What calling more often does to satisfaction; `runs` (runs, ways of `few`, 2)."""
    place = {one: at for at, one in enumerate(few())}
    return estimate(runs[:, place[much, share], PLEASED] - runs[:, place[little, share], PLEASED])


def rows(where: str, name: str, runs: Numbers) -> list[Condition]:
    """A market: a first contact, three more, and a contact without answers."""
    first, more = change(runs, ANSWERS, ONE, NONE), change(runs, ANSWERS, FOUR, ONE)
    unanswered = change(runs, SILENT, ONE, NONE)
    return [
        Condition(f"{where}, answering: one contact a month against none", name, surely_above(first, 0), first, POINTS),
        Condition(f"{where}, answering: four contacts against one", name, surely_above(more, 0), more, POINTS),
        Condition(
            f"{where}, not answering: one contact a month against none",
            name,
            surely_below(unanswered, 0),
            unanswered,
            POINTS,
            "worse than none, as claimed" if surely_below(unanswered, 0) else "",
        ),
    ]


def turning_points(curves: Mapping[float, Numbers], enough: Numbers) -> list[Condition]:
    """Where contact is best, from where it is worse than none, and how many answers it takes."""
    answering = curves[ANSWERS]
    points: tuple[tuple[str, Estimate, str], ...] = (
        ("worse than none from", estimate(worse_than_none(answering[:, :, PLEASED])), "contacts a month"),
        ("best in money", estimate(best(answering[:, :, VALUE])), "contacts a month"),
        ("questions a firm must mean to answer for a monthly contact to help", estimate(enough), "% of questions"),
    )
    return [
        Condition(f"{called(SCENARIO)}, answering: {what}", SCENARIO, None, value, unit) for what, value, unit in points
    ]


def sentence(curves: Mapping[float, Numbers], as_is: Numbers, neutral: Numbers, enough: Numbers) -> str:
    """How much contact is good, from where it harms, and what silence makes of it."""
    answering = curves[ANSWERS][:, :, PLEASED]
    first, unanswered = change(as_is, ANSWERS, ONE, NONE), change(as_is, SILENT, ONE, NONE)
    without = change(neutral, SILENT, ONE, NONE)
    rising = surely_above(first, 0)
    return (
        f"{held(rising)} up to a point where the firm answers: in the airline one contact a month "
        f"{'adds' if rising else 'changes satisfaction by'} {with_interval(first, POINTS)}, "
        f"{short(estimate(best(answering)))} a month are best, and from {short(estimate(worse_than_none(answering)))} "
        f"on contact is worse than none. {held(surely_below(unanswered, 0))} where it does not answer: there the "
        f"first contact changes satisfaction by {with_interval(unanswered, POINTS)} ({short(without)} where silence "
        "after cards is taken no worse than silence). A monthly contact begins to help once the firm means to answer "
        f"{short(estimate(enough))}% of what it is asked."
    )


def picture(curves: Mapping[float, Numbers]) -> Figure:
    """Satisfaction and value against contacts a month, for a firm that answers and one that does not."""
    answering = curves[ANSWERS][:, :, PLEASED]
    drawn = figure(
        f"For an airline that answers, {about(estimate(best(answering)))} contacts a month are best and more than "
        f"{about(estimate(worse_than_none(answering)))} worse than none; unanswered, "
        f"{silent_words(curves[SILENT][:, :, PLEASED])}",
        note=f"Answers: means to answer {100 * ANSWERS:.0f} of 100 questions; does not: {100 * SILENT:.0f}. Dotted: as "
        "without contact. Bands: 95% interval.",
    )
    left, right = drawn.subplots(1, 2)
    draw_curves(left, curves, PLEASED)
    left.set_ylabel("satisfaction (50 = as expected)")
    draw_curves(right, curves, VALUE)
    right.set_ylabel("value beyond today's,\nper 100 of sales")
    return drawn


def silent_words(silent: Numbers) -> str:
    """What contact does for a firm that does not answer."""
    gains = [estimate(silent[:, place] - silent[:, 0]) for place in range(1, len(OFTEN))]
    if any(surely_above(gain, 0) for gain in gains):
        return "some contact still helps"
    return "every contact does harm" if all(surely_below(gain, 0) for gain in gains) else "no contact helps"


def draw_curves(axes: Axes, curves: Mapping[float, Numbers], what: int) -> None:
    """A line for each firm, and where it would stand without contact."""
    for share, ink, words, above in ((ANSWERS, BLUE, "answers", 12), (SILENT, VERMILION, "does not\nanswer", -44)):
        values = [estimate(one) for one in curves[share][:, :, what].T]
        draw_line(axes, OFTEN, values, ink)
        axes.axhline(values[0].mean or 0.0, color=ink, linewidth=1.5, linestyle=":")
        place = (OFTEN[3], values[3].mean or 0.0)
        axes.annotate(words, place, (0, above), textcoords="offset points", color=ink, ha="center", fontweight="bold")
    axes.set_xlabel("contacts a customer and month")
