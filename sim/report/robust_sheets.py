"""The figures behind what many plausible worlds tell: how strategies stand, what they give up, what moves them."""

from __future__ import annotations

from sim.language.messages import _
from sim.report.sheet import Column, Sheet, in_money
from sim.report.sheets import with_interval
from sim.robust.robustness import Robustness


def robust_sheets(found: Robustness) -> list[Sheet]:
    """The sheets of plausible worlds, those there is something for."""
    return [sheet for sheet in (worlds_sheet(found), regret_sheet(found), tornado_sheet(found)) if sheet.rows]


def worlds_sheet(found: Robustness) -> Sheet:
    """In how many worlds each strategy is best or good enough, and what it gives up, the commonest winner first."""
    rows = []
    for name in found.ranking:
        one = found.strategies[name]
        best = (one.wins.share, one.wins.low, one.wins.high)
        enough = one.good_enough.share if one.good_enough else None
        given_up = (one.regret.mean.mean, one.regret.ninetieth, one.regret.worst)
        rows.append((one.title, *best, enough, one.total_value.mean, one.least, one.most, *given_up))
    best_in = (_("best in (share of worlds)"), _("best, low end"), _("best, high end"))
    shares = (*best_in, _("good enough in (share of worlds)"))
    money = (_("total value"), _("least of all worlds"), _("most of all worlds"))
    regret = (_("given up, mean"), _("given up, nine worlds in ten at most"), _("given up, worst world"))
    return Sheet(
        _("Worlds"),
        _("How each strategy stands over all plausible worlds."),
        (
            Column(_("Strategy")),
            *(Column(heading, "share") for heading in shares),
            *(in_money(heading, found.currency) for heading in (*money, *regret)),
        ),
        tuple(rows),
    )


def regret_sheet(found: Robustness) -> Sheet:
    """What each strategy is short of the best of each world."""
    titles = [one.title for one in found.strategies.values()]
    rows = zip(found.worlds, found.regret.tolist(), strict=True)
    return Sheet(
        _("Regret"),
        _("What each strategy is short of the best of each world."),
        (Column(_("world"), "count"), *(in_money(title, found.currency) for title in titles)),
        tuple((float(world), *given_up) for world, given_up in rows),
    )


def tornado_sheet(found: Robustness) -> Sheet:
    """What moves the difference between two strategies, from the lowest to the highest value of each unknown."""
    rows = tuple(
        (
            found.strategies[one.strategy].title, found.strategies[one.against].title, bar.feature.path,
            bar.at_low, bar.at_high, bar.swing.mean, bar.swing.low, bar.swing.high,
        )
        for one in found.tornadoes
        for bar in one.bars
    )  # fmt: skip
    return Sheet(
        _("Tornado"),
        _("The mean difference between two strategies where one thing is lowest and highest, whatever else is so."),
        (
            Column(_("Strategy")), Column(_("against")), Column(_("what is unknown")),
            in_money(_("where it is lowest"), found.currency), in_money(_("where it is highest"), found.currency),
            *with_interval(_("swing"), found.currency),
        ),
        rows,
    )  # fmt: skip
