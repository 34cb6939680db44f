"""The page of many worlds: one file that opens offline; the verdict first, what was assumed last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.report.pages import embedded, templates
from sim.robust.robustness import Robustness
from sim.robust.saying import bar_of, drawn_from, failed_words, in_worlds, money_unit, verdict, what_moves
from sim.robust.standing import Standing
from sim.robust.tornado import Bar, Tornado
from sim.robust.unknowns import GROUPS
from sim.wording import figure, in_brackets, money, per_cent

GROUP_WORDS = {"world": "How people and service work", "rivals": "How rivals behave", "shocks": "Shocks"}
OTHER = "What else was varied"


@dataclass(frozen=True)
class StrategyRow:
    """A strategy in the table."""

    title: str
    today: bool
    wins: str
    interval: str
    good_enough: str
    mean_regret: str
    ninetieth: str
    worst: str
    world: int
    without_customers: int


@dataclass(frozen=True)
class BarRow:
    """A feature of a tornado in its table."""

    meaning: str
    path: str
    span: str
    at_low: str
    at_high: str
    swing: str
    interval: str
    luck: str


def page(found: Robustness, pictures: Mapping[str, bytes], versions: Mapping[str, str]) -> str:
    """The whole page."""
    surroundings = templates()
    return surroundings.get_template("robust.html").render(
        found=found,
        asked=found.question,
        verdict=verdict(found),
        good_enough=bar_of(found),
        wins=in_worlds(found, found.strategies[found.favourite].wins),
        nobody=in_worlds(found, found.nobody) if found.nobody.worlds else "",
        unit=money_unit(found)[1],
        rows=[strategy_row(found, name) for name in found.ranking],
        losing=[(one.what, one.sentences, f"losing_{place + 1}") for place, one in enumerate(found.losing)],
        tornadoes=[(one, what_moves(found, one), bar_rows(found, one)) for one in found.tornadoes],
        worst=[(one, found.title(one.best), money(one.regret, found.currency)) for one in found.worst_worlds],
        groups=groups(found),
        failed=failed_words(found) if found.failures else "",
        pictures=embedded(pictures),
        versions=versions,
    )


def strategy_row(found: Robustness, name: str) -> StrategyRow:
    """A strategy's figures, rounded: the same as in robustness.json."""
    one: Standing = found.strategies[name]
    divisor, _ = money_unit(found)
    return StrategyRow(
        title=one.title,
        today=name == found.baseline,
        wins=per_cent(one.wins.share),
        interval=f"{per_cent(one.wins.low)} to {per_cent(one.wins.high)}",
        good_enough="–" if one.good_enough is None else per_cent(one.good_enough.share),
        mean_regret=figure((one.regret.mean.mean or 0.0) / divisor),
        ninetieth=figure(one.regret.ninetieth / divisor),
        worst=figure(one.regret.worst / divisor),
        world=one.regret.world,
        without_customers=one.without_customers,
    )


def bar_rows(found: Robustness, one: Tornado) -> list[BarRow]:
    """Every feature of a tornado as a row, money in one unit."""
    divisor, _ = money_unit(found)
    return [bar_row(bar, divisor) for bar in one.bars]


def bar_row(bar: Bar, divisor: float) -> BarRow:
    """A feature as a row."""
    feature, swing = bar.feature, bar.swing
    ends = (figure((end or 0.0) / divisor) for end in (swing.low, swing.high))
    return BarRow(
        meaning=feature.name,
        path=feature.path,
        span=" to ".join(feature.ends) + in_brackets(feature.unit),
        at_low=figure(bar.at_low / divisor),
        at_high=figure(bar.at_high / divisor),
        swing=figure((swing.mean or 0.0) / divisor),
        interval=" to ".join(ends),
        luck="" if bar.told_apart else "may be luck",
    )


def groups(found: Robustness) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    """What was varied, by group: meaning, path, range and mark."""
    sorted_out: dict[str, list[tuple[str, str, str, str]]] = {}
    for one in found.unknowns:
        name = next((name for name, begins in GROUPS.items() if one.path.startswith(begins)), "")
        mark = one.facts.mark if one.facts else ""
        sorted_out.setdefault(GROUP_WORDS.get(name, OTHER), []).append((one.meaning, one.path, drawn_from(one), mark))
    return list(sorted_out.items())
