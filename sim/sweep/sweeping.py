"""Sweeping from end to end: a sweep is begun or taken up again, played, and left in a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from sim.compiling import say_if_compiling
from sim.results import ResultsError, check_folder, write_results
from sim.scenario.errors import ScenarioError
from sim.sweep.cells import MarketPlay, Play, Task
from sim.sweep.designs import Design
from sim.sweep.engine import Engine, Tally
from sim.sweep.folder import MANIFEST, POINTS, SweepFolder, locked
from sim.sweep.manifest import check_same, manifest_files, read_manifest
from sim.sweep.progress import Watch, stopped_by_hand
from sim.sweep.reading import Wanted, read_sweep
from sim.sweep.sweep import Sweep
from sim.sweep.tables import tabled
from sim.sweep.workers import ClusterWorkers, LocalWorkers, Workers

RESULTS = Path("results")
COMPLETE, SOME_FAILED, STOPPED = 0, 1, 130
"""What the program answers."""


@dataclass(frozen=True)
class Manner:
    """How a sweep is to be played: by whom, anew or going on, and whether as CSV as well; none of it moves a figure."""

    workers: int | None = None
    scheduler: str | None = None
    resume: bool = False
    retry_failed: bool = False
    csv: bool = False


def sweep_as_asked(source: Path, wanted: Wanted, out: Path | None, manner: Manner) -> int:
    """Begins the sweep of a file or goes on with that of a folder; returns the program's answer.

    0: the table is complete; 1: complete, but some runs failed; 130: stopped by hand.
    """
    if source.is_dir():
        if wanted != Wanted() or out:
            raise ScenarioError(f"{source}: a sweep goes on as it was begun; leave out --design, --points and the like")
        folder, sweep, points = source, read_manifest(source), None
    else:
        sweep, points = read_sweep(source, wanted)
        folder = out or RESULTS / sweep.name / "sweep"
    return sweep_into(folder, sweep, market_play(sweep), manner, points)


def sweep_into(folder: Path, sweep: Sweep, play: Play, manner: Manner, points: bytes | None = None) -> int:
    """Plays a sweep into a folder, or goes on with it; `play` is what is played at each point.

    `points` are those of a table of explicit points. Returns the program's answer as `sweep_as_asked` does.
    """
    console, folder = Console(stderr=True), folder.resolve()
    with locked(folder):
        take_up(folder, sweep, points, manner)
        return carry_out(SweepFolder(folder, sweep), play, manner, console)


def take_up(folder: Path, sweep: Sweep, points: bytes | None, manner: Manner) -> None:
    """Makes sure that the folder is this sweep's: a new one, or the one to go on with."""
    going_on = manner.resume or manner.retry_failed or manner.csv
    if not (folder / MANIFEST).exists():
        check_folder(folder, MANIFEST)
        files = manifest_files(sweep) | ({} if points is None else {POINTS: points})
        write_results(folder, files)
    elif not going_on:
        raise ResultsError(
            f"{folder}: a sweep is there already; go on with it with --resume, or begin this one elsewhere with --out"
        )
    check_same(folder, sweep)


def carry_out(held: SweepFolder, play: Play, manner: Manner, console: Console) -> int:
    """Plays what is missing; returns the program's answer."""
    held.prepare()
    sweep = held.sweep
    workers: Workers = ClusterWorkers(manner.scheduler) if manner.scheduler else LocalWorkers(manner.workers)
    try:
        engine = Engine(held, task_of(sweep, play), design_of(held.path, sweep), workers, retry=manner.retry_failed)
        tally = played_with_progress(engine, console)
    finally:
        workers.close()
    if tally.done < tally.total:
        say_how_to_go_on(held, tally, console)
        return STOPPED
    if manner.csv:
        held.write_csv()
    say_how_it_ended(held, tally, console)
    return SOME_FAILED if tally.failed else COMPLETE


def played_with_progress(engine: Engine, console: Console) -> Tally:
    """Runs an engine while showing how far it is."""
    for warning in engine.warnings:
        console.print(warning, highlight=False, soft_wrap=True)
    if engine.missing:
        say_if_compiling(console)
    with Watch(console) as watch, stopped_by_hand(engine, console):
        engine.heard = watch.heard
        return engine.run()


def say_how_to_go_on(held: SweepFolder, tally: Tally, console: Console) -> None:
    """What is safe, and what to type."""
    console.print(f"Stopped; {tally.done:,} of {tally.total:,} runs are safe. To go on:", highlight=False)
    console.print(f"  python run.py sweep {shown_path(held.path)} --resume", highlight=False, soft_wrap=True)


def say_how_it_ended(held: SweepFolder, tally: Tally, console: Console) -> None:
    """Where the table is, and what of it failed."""
    folder = shown_path(held.path)
    console.print(f"{tally.total:,} runs in {folder / 'parts'}", highlight=False, soft_wrap=True)
    if tally.failed:
        words = f"{tally.failed:,} of them failed: their rows say why (columns status and error). To play them again:"
        console.print(words, highlight=False)
        console.print(f"  python run.py sweep {folder} --retry-failed", highlight=False, soft_wrap=True)


def market_play(sweep: Sweep) -> MarketPlay:
    """What is played at each point of a sweep over a market."""
    assert sweep.scenario is not None
    return MarketPlay(sweep.scenario, sweep.strategies, sweep.outcomes, sweep.seed)


def task_of(sweep: Sweep, play: Play) -> Task:
    """What workers do for a sweep."""
    return Task(play, sweep.paths, sweep.strategies, sweep.outcomes, sweep.runs)


def design_of(folder: Path, sweep: Sweep) -> Design:
    """The points of a sweep; those of a table lie in its folder."""
    if sweep.points.kind == "table":
        return tabled(folder / POINTS, sweep.points.checksum)
    return sweep.points.design(sweep.parameters)


def shown_path(path: Path) -> Path:
    """A path as a person would type it from here."""
    here = Path(os.path.relpath(path))
    return path if ".." in here.parts else here
