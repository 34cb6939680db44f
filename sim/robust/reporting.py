"""The worlds from end to end: drawn, played, judged, reported and written down."""

from __future__ import annotations

import csv
import io
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sim.compiling import say_if_compiling
from sim.declarations import BEHAVIOURS, Scenario
from sim.playing import Crew
from sim.report.drawing import png, style
from sim.report.robust_page import page
from sim.report.robust_plots import plots
from sim.results import MANIFEST, check_folder, json_bytes, versions, write_results
from sim.robust.inquiry import Inquiry, inquiry
from sim.robust.played import PlayedWorlds
from sim.robust.printing import print_robustness
from sim.robust.question import Question
from sim.robust.robustness import Robustness
from sim.robust.unknowns import BEHAVIOUR
from sim.sweep.progress import duration
from sim.wording import times

RESULTS = Path("results")
FIGURES = "robustness.json"
A_MONTH, A_CUSTOMER = 1.1e-3, 1.0e-6
"""Seconds of one core for a month of a market, and for each customer in it; measured, run-off included."""


@dataclass(frozen=True)
class Surroundings:
    """How it is done and where it goes."""

    workers: int | None
    out: Path | None


def report_robustness(name: str, scenario: Scenario, question: Question, around: Surroundings) -> Path:
    """Plays the strategies in every world and reports; `name` is the scenario's file, without ending.

    Returns the results folder. Where a comparison of the same scenario lies beside it, says how to have worlds there.
    """
    console = Console(stderr=True)
    folder = around.out or RESULTS / name / "robust"
    asked = inquiry(scenario, question)
    check_folder(folder)
    begun = time.perf_counter()
    played = played_with_progress(asked, around.workers, console)
    with console.status("Looking for where the favourite loses"):
        found = asked.told(played)
        files = files_of(name, scenario, found)
        files["timing.json"] = json_bytes({"total": round(time.perf_counter() - begun, 3)})
        write_results(folder, files)
    print_robustness(found, folder / "robust.html")
    compare = RESULTS / name / "compare"
    if same_scenario(compare, scenario):
        again = f"python run.py compare --from {compare} --worlds {question.worlds}"
        Console(highlight=False).print(f"To have worlds in the comparison too: {escape(again)}", soft_wrap=True)
    return folder


def played_with_progress(asked: Inquiry, workers: int | None, console: Console) -> PlayedWorlds:
    """All worlds, with a word on how long it will take and a bar."""
    many = workers or os.cpu_count() or 1
    say_if_compiling(console)
    console.print(how_long(asked.case, asked.question, many), highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar, Crew(many) as crew:
        task = bar.add_task("Playing worlds", total=asked.pieces)
        return asked.played(crew, lambda done: bar.advance(task, done))


def how_long(case: Scenario, question: Question, workers: int) -> str:
    """What will be played, and about how long it takes."""
    market, strategies = case.market, len(case.strategies)
    cells = question.worlds * question.runs
    months = cells * (market.burn_in + strategies * market.months)
    seconds = months * (A_MONTH + A_CUSTOMER * market.customers) / min(workers, os.cpu_count() or 1)
    return (
        f"{times(question.worlds, 'world')} x {times(question.runs, 'run')} x strategies ({strategies}) = "
        f"{times(cells * strategies, 'play')}; about {duration(seconds)} with {times(workers, 'worker')}"
    )


def files_of(name: str, scenario: Scenario, found: Robustness) -> dict[str, bytes]:
    """Every file of the folder but the timing: the same bytes for the same question."""
    with style():
        pictures = {title: png(drawn) for title, drawn in plots(found).items()}
    return {
        "robust.html": page(found, pictures, versions()).encode(),
        FIGURES: json_bytes(found.as_json()),
        "worlds.csv": worlds_table(found),
        MANIFEST: json_bytes(manifest(name, scenario, found.question)),
        **{f"{title}.png": picture for title, picture in pictures.items()},
    }


def manifest(name: str, scenario: Scenario, question: Question) -> dict[str, Any]:
    """What was played, with everything resolved; no clock in it."""
    told = {"command": "robust", "name": name, "asked": question.as_json(), "versions": versions()}
    return told | {"scenario": scenario.model_dump(mode="json", by_alias=True)}


def worlds_table(found: Robustness) -> bytes:
    """A row for each world played to the end: its number, everything unknown, the total value of each strategy."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    paths = [one.path for one in found.unknowns]
    rows.writerow(["world", *paths, *(f"total_value {name}" for name in found.strategies)])
    for world, point, values in zip(found.worlds, found.points.tolist(), found.total_value.tolist(), strict=True):
        rows.writerow([world, *map(cell, paths, point), *values])
    return text.getvalue().encode()


def cell(path: str, value: float) -> str | float:
    """A value as the table holds it: behaviours by name."""
    return BEHAVIOURS[int(value)] if path.endswith(BEHAVIOUR) else value


def same_scenario(compare: Path, scenario: Scenario) -> bool:
    """Whether a folder of `compare` holds this very scenario, to the last number."""
    try:
        told = json.loads((compare / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    dumped = json.loads(json_bytes(scenario.model_dump(mode="json", by_alias=True)))
    return isinstance(told, dict) and told.get("scenario") == dumped
