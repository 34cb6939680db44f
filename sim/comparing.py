"""The main job from end to end: a scenario is played, compared, reported and written down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar

from sim.asking import resized
from sim.compare import Comparison, compare, values_of
from sim.compiling import say_if_compiling
from sim.declarations import Scenario
from sim.language.messages import _, speaking
from sim.marginal.marginal import Marginal, marginal_returns
from sim.opening_figures import opening_rows
from sim.playing import Crew, Played, Progress, all_strategies
from sim.report.drawing import png, style
from sim.report.fonts import fonts
from sim.report.plots import plots
from sim.report.report import report
from sim.report.response_plots import marginal_plots
from sim.report.robust_plots import overturning_plots
from sim.report.robust_sheets import robust_sheets
from sim.report.sheets import sheets
from sim.report.table import print_comparison
from sim.report.why_plots import why_plots
from sim.report.why_sheets import marginal_sheets, why_sheets
from sim.report.workbook import check_workbook, workbook
from sim.results import Manifest, check_folder, json_bytes, months_table, read_manifest, versions, write_results
from sim.robust.inquiry import inquiry
from sim.robust.question import Question
from sim.robust.robustness import Robustness
from sim.robust.saying import verdict
from sim.scenario.scenario import read
from sim.sequential import Plan, decided
from sim.why.why import Why, pieces_of_why, why, why_by_lever

RESULTS = Path("results")
QUICK_CUSTOMERS, QUICK_RUNS = 1000, 4
"""The size of a first look, which answers within seconds."""


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line; without `runs` there are as many as it takes."""

    scenario: Path | None
    manifest: Path | None
    runs: int | None
    months: int | None
    customers: int | None
    seed: int | None
    workers: int | None
    out: Path | None
    why: bool = False
    quick: bool = False
    xlsx: bool = False
    language: str | None = None
    worlds: int | None = None


@dataclass(frozen=True)
class Reasons:
    """Why strategies differ and, where asked for, where the next money goes and what would overturn the verdict."""

    why: Why = field(default_factory=Why)
    marginal: Marginal | None = None
    robustness: Robustness | None = None

    def sentences(self, scenario: Scenario, comparison: Comparison) -> list[str]:
        """What a person would say."""
        said = self.why.sentences(scenario, comparison.explained)
        said += [verdict(self.robustness)] if self.robustness else []
        return [*said, self.marginal.verdict] if self.marginal else said

    def as_json(self, scenario: Scenario) -> dict[str, Any]:
        """Their keys of `comparison.json`."""
        asked = {"marginal": self.marginal, "robustness": self.robustness}
        return self.why.as_json(scenario) | {key: one.as_json() for key, one in asked.items() if one}


def compare_and_report(request: Request) -> Path:
    """Plays, compares and reports, in the language asked for; returns the results folder."""
    wanted = manifest_of(request)
    folder = request.out or RESULTS / wanted.name / "compare"
    with speaking(wanted.language):
        fonts()
        if request.xlsx:
            check_workbook()
        check_folder(folder)
        play_and_report(wanted, request, folder)
    return folder


def play_and_report(wanted: Manifest, request: Request, folder: Path) -> None:
    """Plays, compares and writes the results folder."""
    console = Console(stderr=True)
    begun = time.perf_counter()
    with Crew(request.workers) as crew:
        played = played_with_progress(wanted, request.manifest is not None, crew, console)
        wanted = replace(wanted, runs=len(played[wanted.scenario.baseline]))
        seconds = {"playing": time.perf_counter() - begun}
        comparison = compare(wanted.scenario, played, wanted.plan, wanted.quick)
        reasons = reasons_with_progress(wanted, comparison, played, crew, console)
        seconds["why"] = time.perf_counter() - begun - seconds["playing"]
        reasons = replace(reasons, robustness=worlds_with_progress(wanted, crew, console))
        seconds["worlds"] = time.perf_counter() - begun - seconds["playing"] - seconds["why"]
    with console.status(_("Writing the report")):
        files = results_of(wanted, comparison, played, reasons, request.xlsx)
        seconds["total"] = time.perf_counter() - begun
        files["timing.json"] = json_bytes({name: round(value, 3) for name, value in seconds.items()})
        write_results(folder, files)
    print_comparison(comparison, folder / "report.html", reasons.sentences(wanted.scenario, comparison))


def manifest_of(request: Request) -> Manifest:
    """What is to be played: a scenario file as asked for, or what a manifest records."""
    if request.manifest:
        recorded = read_manifest(request.manifest)
    else:
        assert request.scenario is not None
        recorded = newly_asked(request.scenario, request)
    scenario = resized(recorded.scenario, request.months, request.customers)
    seed = recorded.seed if request.seed is None else request.seed
    plan = None if request.runs else recorded.plan
    language = request.language or recorded.language
    runs = request.runs or recorded.runs
    worlds = Question(request.worlds) if request.worlds else recorded.worlds
    worlds = replace(worlds, seed=seed) if worlds else None
    return replace(recorded, scenario=scenario, seed=seed, plan=plan, runs=runs, language=language, worlds=worlds)


def newly_asked(file: Path, request: Request) -> Manifest:
    """A scenario file to be played until its strategies are settled, or looked at quickly."""
    scenario = read(file)
    plan = Plan(limit=QUICK_RUNS) if request.quick else Plan()
    if request.quick:
        scenario = resized(scenario, None, min(QUICK_CUSTOMERS, scenario.market.customers))
    return Manifest(file.stem, scenario, plan.limit, scenario.seed, plan, request.why, request.quick)


@contextmanager
def bar_of(console: Console) -> Iterator[ProgressBar]:
    """A bar that shows how long it will take."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with ProgressBar(*columns, console=console, transient=True) as bar:
        yield bar


def played_with_progress(wanted: Manifest, again: bool, crew: Crew, console: Console) -> Played:
    """All runs: as many as it takes, or as were recorded; with a word where compiling comes first."""
    say_if_compiling(console)
    with bar_of(console) as bar:
        task = bar.add_task(_("Playing {count} strategies", count=len(wanted.scenario.strategies)), total=None)

        def start(runs: int) -> Progress:
            bar.update(task, total=runs)
            return partial(bar.advance, task)

        if wanted.plan is None or again:
            return played_further(wanted, {}, wanted.runs, crew, start(wanted.runs))
        return played_until_settled(wanted, wanted.plan, crew, start)


def played_until_settled(wanted: Manifest, plan: Plan, crew: Crew, start: Callable[[int], Progress]) -> Played:
    """Batch after batch of runs, until every strategy's difference from the baseline is settled."""
    played: Played = {}
    for runs in plan.looks():
        played = played_further(wanted, played, runs, crew, start(runs))
        if decided(plan, values_of(played), wanted.scenario.baseline).is_settled:
            break
    return played


def played_further(wanted: Manifest, played: Played, runs: int, crew: Crew, progress: Progress) -> Played:
    """What has been played, and further runs of every strategy up to so many."""
    scenario = wanted.scenario
    before = len(played.get(scenario.baseline, ()))
    work = partial(all_strategies, scenario, wanted.seed)
    fresh = crew.share_out(work, range(before, runs), progress)
    return {name: [*played.get(name, ()), *(run[name] for run in fresh)] for name in scenario.strategies}


def reasons_with_progress(
    wanted: Manifest, comparison: Comparison, played: Played, crew: Crew, console: Console
) -> Reasons:
    """Why: of the best strategy by lever, or, where asked for, of every strategy in every way."""
    scenario, best = wanted.scenario, comparison.explained
    if (wanted.quick and not wanted.why) or best == comparison.baseline:
        return Reasons()
    with bar_of(console) as bar:
        if not wanted.why:
            task = bar.add_task(_("Asking why"), total=wanted.runs)
            return Reasons(why_by_lever(scenario, played, [best], crew, partial(bar.advance, task)))
        task = bar.add_task(_("Asking why"), total=pieces_of_why(scenario, wanted.runs))
        found = why(scenario, played, best, crew, partial(bar.advance, task))
        task = bar.add_task(_("Asking where the next money goes"), total=wanted.runs)
        leader = comparison.ranking[0]
        advance = partial(bar.advance, task)
        return Reasons(found, marginal_returns(scenario, leader, wanted.runs, crew, seed=wanted.seed, progress=advance))


def worlds_with_progress(wanted: Manifest, crew: Crew, console: Console) -> Robustness | None:
    """What many plausible worlds tell, where it was asked for."""
    if wanted.worlds is None:
        return None
    asked = inquiry(wanted.scenario, wanted.worlds)
    with bar_of(console) as bar:
        task = bar.add_task(_("Playing plausible worlds"), total=asked.pieces)
        return asked.told(asked.played(crew, partial(bar.advance, task)))


def results_of(
    wanted: Manifest, comparison: Comparison, played: Played, reasons: Reasons | None = None, xlsx: bool = False
) -> dict[str, bytes]:
    """Every file of a results folder but the timings: the same bytes for the same manifest."""
    scenario, found = wanted.scenario, reasons or Reasons()
    with style():
        drawn = plots(comparison, played) | why_plots(comparison, found.why)
        drawn |= marginal_plots(found.marginal) if found.marginal else {}
        drawn |= overturning_plots(found.robustness) if found.robustness else {}
        pictures = {name: png(picture) for name, picture in drawn.items()}
    opening = opening_rows(scenario, seed=wanted.seed)
    page = report(scenario, comparison, pictures, opening, versions(), found.why, found.marginal, found.robustness)
    return {
        "report.html": page.encode(),
        "comparison.json": json_bytes(comparison.as_json() | found.as_json(scenario)),
        "months.parquet": months_table(played),
        "manifest.json": json_bytes(wanted.as_json()),
        **{f"{name}.png": picture for name, picture in pictures.items()},
        **({"workbook.xlsx": workbook_of(scenario, comparison, played, found)} if xlsx else {}),
    }


def workbook_of(scenario: Scenario, comparison: Comparison, played: Played, found: Reasons) -> bytes:
    """The workbook with the figures behind every chart and table."""
    all_sheets = [*sheets(comparison, played), *why_sheets(scenario, comparison, found.why)]
    all_sheets += marginal_sheets(found.marginal) if found.marginal else []
    all_sheets += robust_sheets(found.robustness) if found.robustness else []
    return workbook(comparison, found.sentences(scenario, comparison), all_sheets)
