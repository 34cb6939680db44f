"""The main job from end to end: a scenario is played, compared, reported and written down."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sim.asking import resized
from sim.compare import Comparison, compare
from sim.opening_figures import opening_rows
from sim.playing import Played, play
from sim.report.drawing import png, style
from sim.report.plots import plots
from sim.report.report import report
from sim.report.table import print_comparison
from sim.results import Manifest, check_folder, json_bytes, months_table, read_manifest, versions, write_results
from sim.rules.rule import is_compiled
from sim.scenario.scenario import read

RUNS = 20
RESULTS = Path("results")


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    scenario: Path | None
    manifest: Path | None
    runs: int | None
    months: int | None
    customers: int | None
    seed: int | None
    workers: int | None
    out: Path | None


def compare_and_report(request: Request) -> Path:
    """Plays, compares and reports; returns the results folder."""
    console = Console(stderr=True)
    wanted = manifest_of(request)
    folder = request.out or RESULTS / wanted.name / "compare"
    check_folder(folder)
    begun = time.perf_counter()
    played = played_with_progress(wanted, request.workers, console)
    seconds = {"playing": time.perf_counter() - begun}
    with console.status("Writing the report"):
        comparison = compare(wanted.scenario, played)
        files = results_of(wanted, comparison, played)
        seconds["total"] = time.perf_counter() - begun
        files["timing.json"] = json_bytes({name: round(value, 3) for name, value in seconds.items()})
        write_results(folder, files)
    print_comparison(comparison, folder / "report.html")
    return folder


def manifest_of(request: Request) -> Manifest:
    """What is to be played: a scenario file as asked for, or what a manifest records."""
    if request.manifest:
        recorded = read_manifest(request.manifest)
        name, scenario, runs, seed = recorded.name, recorded.scenario, recorded.runs, recorded.seed
    else:
        assert request.scenario is not None
        scenario = read(request.scenario)
        name, runs, seed = request.scenario.stem, RUNS, scenario.seed
    scenario = resized(scenario, request.months, request.customers)
    return Manifest(name, scenario, request.runs or runs, seed if request.seed is None else request.seed)


def played_with_progress(wanted: Manifest, workers: int | None, console: Console) -> Played:
    """All runs, with a bar that shows how long it will take, and a word where compiling comes first."""
    if not is_compiled():
        console.print("First run on this machine: compiling the market, once; this takes a quarter to half a minute.")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(f"Playing {len(wanted.scenario.strategies)} strategies", total=wanted.runs)
        return play(wanted.scenario, wanted.runs, wanted.seed, workers, lambda done: bar.advance(task, done))


def results_of(wanted: Manifest, comparison: Comparison, played: Played) -> dict[str, bytes]:
    """Every file of a results folder but the timings: the same bytes for the same manifest."""
    with style():
        pictures = {name: png(drawn) for name, drawn in plots(comparison, played).items()}
    opening = opening_rows(wanted.scenario, seed=wanted.seed)
    page = report(wanted.scenario, comparison, pictures, opening, versions())
    return {
        "report.html": page.encode(),
        "comparison.json": json_bytes(comparison.as_json()),
        "months.parquet": months_table(played),
        "manifest.json": json_bytes(wanted.as_json()),
        **{f"{name}.png": picture for name, picture in pictures.items()},
    }
