"""C20: helping the customer win in its own market secures it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.claims.c19_key_accounts import ALL as ALL_CARE
from sim.claims.c19_key_accounts import CARE, KEY, PLANT, largest, market
from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import (
    GAIN,
    TODAY,
    Outcomes,
    People,
    change,
    gain,
    gains_or_loses,
    level,
    outcomes,
    whether_above,
    with_policies,
)  # fmt: skip
from sim.claims.saying import short, verdict_of, with_interval
from sim.claims.strokes import draw_bars
from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.intervals import Estimate
from sim.laboratory import Laboratory
from sim.market.market import Market
from sim.report.drawing import BLACK, BLUE, GREEN, figure
from sim.scenario.filling import average_bill

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CARE_ONLY, HELPED, HELPED_ALL, HELP_ALONE = "care", "care_and_help", "care_and_help_for_all", "help"
SHARE_OF_BILL = 1 / 6
"""Help an account and month, against the average customer's monthly bill."""
TRUST = 0.3
NOT_AT_ALL, LITTLE, MUCH = 0.0, 0.004, 0.016
GROWTHS = {
    NOT_AT_ALL: "if help made nobody grow",
    LITTLE: "if accounts grew as little as is plausible",
    MUCH: "if accounts grew as much as is plausible",
}
"""Growth a month at full help: none, and the ends of the plausible range."""
DEALER = "it_dealer"
POINTS = "percentage points more that never left"

CLAIM = Claim(
    id="C20",
    title="Help the customer win",
    says="Helping the customer win in its own market secures it.",
    source="004",
    origin="built_in",
    tested="That an account we help grows, and its business with us, is put in; so it is judged by two consequences. "
    "Money: what help for the largest tenth, as far as they trust us, adds to the firm's total value on top of all "
    "other care for them, at its cost (a sixth of an average bill for each account and month), told per 100 of five "
    "years' sales. Loyalty: how many of those who trusted us at the start never left, with help and without, on the "
    "same customers with the same luck. It is tried again where help makes nobody grow, and at both ends of what is "
    "plausible. It secures the account where more of them surely stay.",
)


def finding(laboratory: Laboratory) -> Finding:
    """What help adds in money, and whether the accounts that are helped stay."""
    plant, dealer = market(laboratory, PLANT), market(laboratory, DEALER)
    grown = {words: market(laboratory, PLANT, {"world.help_growth": growth}) for growth, words in GROWTHS.items()}
    tried = {
        called(PLANT): with_policies(plant, on_top_of_care(plant) | otherwise(plant)),
        **{f"{called(PLANT)}, {words}": with_policies(case, on_top_of_care(case)) for words, case in grown.items()},
        called(DEALER): with_policies(dealer, on_top_of_care(dealer)),
    }
    runs = dict(zip(tried, laboratory.measured(followed, list(tried.values())), strict=True))
    staying = [stay(called(name), name, runs[called(name)]) for name in (PLANT, DEALER)]
    paying = [pay(words, DEALER if words == called(DEALER) else PLANT, told) for words, told in runs.items()]
    return Finding(
        verdict=verdict_of(staying),
        sentence=sentence(staying, paying, runs[called(PLANT)]),
        figure_is=f"value that helping adds for the {called(PLANT)}, on top of all other care",
        measured=paying[0].measured,
        unit=GAIN,
        scenario=PLANT,
        picture=picture(runs),
        conditions=(*staying, *paying, *in_other_ways(runs[called(PLANT)])),
    )


def on_top_of_care(scenario: Scenario) -> dict[str, Mapping[str, Change]]:
    """All care for the largest tenth, and the same with help for those who trust us."""
    return {CARE_ONLY: CARE[ALL_CARE], HELPED: {**CARE[ALL_CARE], **help_of(scenario)}}


def otherwise(scenario: Scenario) -> dict[str, Mapping[str, Change]]:
    """Care with help for all of the largest tenth, whether they trust us or not; and help without any other care."""
    return {
        HELPED_ALL: {**CARE[ALL_CARE], **help_of(scenario), "key_accounts.trust": 0.0},
        HELP_ALONE: {**KEY, **help_of(scenario)},
    }


def help_of(scenario: Scenario) -> Mapping[str, float]:
    """Help for every account that trusts us."""
    return {"key_accounts.help_to_win": SHARE_OF_BILL * average_bill(scenario), "key_accounts.trust": TRUST}


def trusting(market: Market) -> People:
    """Those of our largest tenth who trust us enough to be helped."""
    return largest(market) & (market.town.relations["bond"][:, 0] >= TRUST)


def followed(scenario: Scenario, run: int) -> Outcomes:
    """What each policy comes to, and how many of those who trust us at the start stay under it."""
    return outcomes(scenario, run, trusting)


def stay(words: str, scenario: str, runs: Sequence[Outcomes]) -> Condition:
    """A trial of loyalty: how many more of the trusted stay where they are helped."""
    more = change(runs, "stayed", HELPED, CARE_ONLY)
    says = (
        f"never left: {short(level(runs, 'stayed', HELPED))}% with care and help, "
        f"{short(level(runs, 'stayed', CARE_ONLY))}% with care, {short(level(runs, 'stayed', TODAY))}% with neither"
    )
    holds = None if untouched(runs) else whether_above(more)
    return Condition(f"{words}: do the helped stay?", scenario, holds, more, POINTS, says)


def untouched(runs: Sequence[Outcomes]) -> bool:
    """Whether help left everybody's staying as it was, in every run: then no rule leads from help to staying."""
    return all(told[HELPED]["stayed"] == told[CARE_ONLY]["stayed"] for told in runs)


def pay(words: str, scenario: str, runs: Sequence[Outcomes]) -> Condition:
    """A trial of money: what help adds on top of care."""
    added = gain(runs, HELPED, against=CARE_ONLY)
    return Condition(f"{words}: does help pay?", scenario, whether_above(added), added, GAIN)


def in_other_ways(runs: Sequence[Outcomes]) -> list[Condition]:
    """What help adds where it is given to all, and where it is all the care there is."""
    rows = {
        "help whether they trust us or not: does it pay?": gain(runs, HELPED_ALL, against=CARE_ONLY),
        "help and no other care: does it pay?": gain(runs, HELP_ALONE),
    }
    return [
        Condition(f"{called(PLANT)}, {words}", PLANT, whether_above(added), added, GAIN)
        for words, added in rows.items()
    ]


def sentence(staying: Sequence[Condition], paying: Sequence[Condition], runs: Sequence[Outcomes]) -> str:
    """What can be said of loyalty, and what help does to money."""
    neutral = paying[1 + list(GROWTHS).index(NOT_AT_ALL)]
    care = change(runs, "stayed", CARE_ONLY)
    if verdict_of(staying) == "cannot be tested here":
        loyalty = (
            "Whether it secures the account cannot be tested here, because in this market help makes an account larger "
            "and gives it no reason of its own to stay: with and without help"
        )
    else:
        loyalty = f"Of its securing the account: {verdict_of(staying)}; with help"
    return (
        f"{loyalty} {short(level(runs, 'stayed', HELPED))}% and {short(level(runs, 'stayed', CARE_ONLY))}% of the "
        f"trusted never left; the care beside it moves them by {with_interval(care, 'percentage points')}. In "
        f"money it adds {with_interval(paying[0].measured)} {GAIN} at the {called(PLANT)}, where accounts grow by it, "
        f"and {with_interval(neutral.measured)} where they do not."
    )


def picture(runs: Mapping[str, Sequence[Outcomes]]) -> Figure:
    """How many of the trusted stay, and what help is worth by how much it makes accounts grow."""
    plant = runs[called(PLANT)]
    grown = {growth: gain(runs[f"{called(PLANT)}, {words}"], HELPED, CARE_ONLY) for growth, words in GROWTHS.items()}
    usual = gain(plant, HELPED, CARE_ONLY)
    more = change(plant, "stayed", HELPED, CARE_ONLY)
    drawn = figure(
        f"Helping accounts that trust us {gains_or_loses(usual)} {GAIN} where they grow by it and "
        f"{gains_or_loses(grown[NOT_AT_ALL])} where not; "
        f"{f'{more.mean:+.1f} points' if more.mean else 'none'} more stay",
        note=f"The {called(PLANT)}. Left: accounts of the largest tenth that trusted us at the start. Right: what "
        "help adds to total value on top of all other care, at its cost. Bars: 95% interval.",
    )
    left, right = drawn.subplots(1, 2, width_ratios=[4, 5])
    staying = [level(plant, "stayed", policy) for policy in (TODAY, CARE_ONLY, HELPED)]
    draw_columns(left, staying, ["neither", "care", "care and\nhelp"], BLUE)
    left.set_title("never left, %")
    worth = [grown[NOT_AT_ALL], grown[LITTLE], usual, grown[MUCH]]
    draw_columns(right, worth, ["not\nat all", "a\nlittle", "as\nassumed", "much"], GREEN)
    right.set_title(f"gain {GAIN}")
    right.set_xlabel("accounts grow by being helped")
    return drawn


def draw_columns(axes: Axes, values: Sequence[Estimate], words: Sequence[str], ink: str) -> None:
    """Bars with their intervals and their names."""
    draw_bars(axes, range(len(values)), values, ink)
    axes.axhline(0, color=BLACK, linewidth=1)
    axes.set_xticks(range(len(values)), words)
