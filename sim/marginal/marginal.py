"""Where the next unit of money goes: every lever that costs something moved by a step, under the same luck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from sim.declarations import Scenario
from sim.language.messages import _, several
from sim.marginal.account import Account, accounts, opening_customers
from sim.marginal.curves import LEVELS, Curve, curve_of, levels_of
from sim.marginal.levers import Lever, levers_that_cost, with_versions
from sim.marginal.ranking import letters, told_apart
from sim.marginal.returns import Step, step_of
from sim.playing import Crew, Progress
from sim.wording import listed

STEP = 0.1
"""By what share spending is raised where nothing else is asked: the next tenth."""

Played = Mapping[str, Sequence[Account]]


@dataclass(frozen=True)
class Marginal:
    """What the next money brings under a strategy.

    `returns`: the levers on which money is spent, from the best return down; `letters`: two of them share a letter
    unless they are told apart; `steps`: levers that cost but on which nothing is spent (a price, an easier complaint);
    `unmoved`: levers whose step changes nothing at all as things stand; `curves`: by layer.
    """

    strategy: str
    title: str
    currency: str
    runs: int
    months: int
    segments: Mapping[str, str]
    returns: tuple[Step, ...]
    letters: Mapping[str, str]
    steps: tuple[Step, ...]
    unmoved: tuple[str, ...]
    curves: tuple[Curve, ...]

    def cannot_be_told_apart_from(self, path: str) -> list[str]:
        """The other levers whose return may be the same."""
        own = set(self.letters[path])
        return [other for other, theirs in self.letters.items() if other != path and own & set(theirs)]

    @property
    def verdict(self) -> str:
        """Where the next unit of money goes, in a sentence."""
        if not self.returns:
            return _("No lever on which money is spent changes anything as things stand.")
        best = self.returns[0]
        back = best.brings_back.mean or 0.0
        pays = _(
            "The next {currency} spent on {lever} brings back {back:.2f}",
            currency=_(self.currency),
            lever=f"“{best.lever.words}”",
            back=back,
        )
        equals = self.cannot_be_told_apart_from(best.lever.path)
        if self.runs == 1:
            return pays + _(", but a single run tells nothing apart.")
        if not equals:
            return pays + _(", more than on any other lever.")
        words = {one.lever.path: one.lever.words for one in self.returns}
        near = listed([f"“{words[path]}”" for path in equals])
        if len(equals) > 4:
            near = several("{count:,} other lever", "{count:,} other levers", len(equals))
        return pays + _(", but it cannot be told apart from {levers}.", levers=near)

    def as_json(self) -> dict[str, Any]:
        """The contract of `comparison.json` under `marginal`."""
        return {
            "strategy": self.strategy,
            "runs": self.runs,
            "verdict": self.verdict,
            "returns": {path: one.as_json() | {"letters": self.letters[path]} for path, one in named(self.returns)},
            "steps": {path: one.as_json() for path, one in named(self.steps)},
            "unmoved": list(self.unmoved),
            "curves": {curve.layer: curve.as_json() for curve in self.curves},
        }


def named(steps: Iterable[Step]) -> list[tuple[str, Step]]:
    """Steps with the paths of their levers."""
    return [(one.lever.path, one) for one in steps]


def marginal_returns(
    scenario: Scenario,
    strategy: str,
    runs: int,
    crew: Crew,
    *,
    levers: Iterable[str] | None = None,
    step: float = STEP,
    levels: Sequence[float] = LEVELS,
    seed: int | None = None,
    progress: Progress = lambda done: None,
) -> Marginal:
    """Moves each lever that costs money by a step under a strategy, and each layer's spending through several levels.

    `levers`: paths to look at (all where left out); `step`: the share by which spending is raised; `levels`: multiples
    of what a layer gets now (none: no curves). `progress` hears of each of the `runs` done. Levers that change nothing
    in the first run are not played again: with the same luck, nothing at all comes of them.
    """
    wanted = None if levers is None else set(levers)
    moved = [one for one in levers_that_cost(scenario, strategy, step) if wanted is None or one.path in wanted]
    curves = levels_of(scenario, strategy, levels) if levels else {}
    tried = [lever for lever in (*moved, *chain(*curves.values())) if lever.then != lever.now]
    case = with_versions(scenario, strategy, tried)
    first = crew.share_out(partial(accounts_of, case, tuple(case.strategies), seed), [0], progress)[0]
    moving = tuple(name for name in case.strategies if name == strategy or not same(first[name], first[strategy]))
    rest = crew.share_out(partial(accounts_of, case, moving, seed), range(1, runs), progress)
    played = {name: [first[name], *(run[name] for run in rest)] for name in moving}
    return marginal(scenario, strategy, moved, curves, played)


def accounts_of(case: Scenario, names: Sequence[str], seed: int | None, run: int) -> dict[str, Account]:
    """One replication of every version of a strategy."""
    return accounts(case, names, run, seed)


def same(one: Account, other: Account) -> bool:
    """Whether two plays came to the same, to the last coin."""
    return one.total_value == other.total_value and bool((one.costs == other.costs).all())


def marginal(
    scenario: Scenario, strategy: str, levers: Sequence[Lever], curves: Mapping[str, Sequence[Lever]], played: Played
) -> Marginal:
    """What the plays say; a version that was not played is the strategy itself."""
    base = played[strategy]
    moving = [lever for lever in levers if lever.version in played]
    steps = [step_of(lever, scenario.segments, played[lever.version], base) for lever in moving]
    bought = [one for one in steps if one.lever.lines and one.brings_back.mean is not None]
    ranked = sorted(bought, key=lambda one: -(one.brings_back.mean or 0.0))
    by_run = {path: one.by_run for path, one in named(ranked)}
    size = opening_customers(scenario)
    return Marginal(
        strategy=strategy,
        title=scenario.title_of("strategies", strategy),
        currency=scenario.currency,
        runs=len(base),
        months=scenario.market.months,
        segments={name: scenario.title_of("segments", name) for name in scenario.segments},
        returns=tuple(ranked),
        letters=letters(list(by_run), told_apart(by_run)),
        steps=tuple(one for one in steps if one not in bought),
        unmoved=tuple(lever.path for lever in levers if lever not in moving),
        curves=tuple(
            curve_of(layer, size, tried, [played.get(lever.version, base) for lever in tried])
            for layer, tried in curves.items()
        ),
    )
