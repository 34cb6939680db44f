"""A budget divided from end to end: read, searched, verified, shown and written down."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from sim.allocate.allocating import allocation
from sim.allocate.allocation import Allocation
from sim.allocate.files import scenario_files
from sim.allocate.page import page, rows, unit_of
from sim.allocate.purse import purse_of
from sim.allocate.question import Question
from sim.allocate.saying import AIMED, beside_today, flatness, lever_words, verdict
from sim.allocate.trying import Bench, plausible_worlds
from sim.compiling import say_if_compiling
from sim.declarations import Scenario
from sim.playing import Crew
from sim.playing import Progress as Heard
from sim.report.allocation_plots import division_plot, rivals_plot
from sim.report.drawing import png, style
from sim.results import check_folder, json_bytes, versions, write_results

FIGURES = "allocation.json"


@dataclass(frozen=True)
class Surroundings:
    """How it is played and where it is written: luck, processes, folder."""

    seed: int | None
    workers: int | None
    folder: Path


def allocate_and_report(scenario: Scenario, question: Question, around: Surroundings) -> Path:
    """Divides a budget and writes what is found; returns the folder."""
    purse = purse_of(scenario, question)
    check_folder(around.folder, FIGURES)
    begun = time.perf_counter()
    seed = scenario.seed if around.seed is None else around.seed
    worlds = plausible_worlds(scenario, question.worlds if question.aim == "regret" else 0, seed)
    with playing(around.workers) as (crew, heard):
        found = allocation(question, purse, Bench(worlds, question.strategy, purse, seed, crew, heard))
    files = results_of(scenario, found, seed, around.folder)
    files["timing.json"] = json_bytes({"total": round(time.perf_counter() - begun, 3)})
    write_results(around.folder, files)
    print_allocation(found, around.folder / "report.html")
    return around.folder


@contextmanager
def playing(workers: int | None) -> Iterator[tuple[Crew, Heard]]:
    """Processes, and a bar that shows that they are at it."""
    console = Console(stderr=True)
    say_if_compiling(console)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f} replications"))
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar, Crew(workers) as crew:
        task = bar.add_task("Dividing the budget", total=None)
        yield crew, lambda done: bar.advance(task, done)


def results_of(scenario: Scenario, found: Allocation, seed: int, folder: Path) -> dict[str, bytes]:
    """Every file of the folder but the timings: the same bytes for the same scenario, question and seed."""
    with style():
        pictures = {"division": png(division_plot(found)), "rivals": png(rivals_plot(found))}
    return {
        "report.html": page(found, pictures, versions(), folder).encode(),
        FIGURES: json_bytes(found.as_json() | {"seed": seed, "versions": versions()}),
        **scenario_files(scenario, found),
        **{f"{name}.png": picture for name, picture in pictures.items()},
    }


def print_allocation(found: Allocation, written: Path) -> None:
    """The tables, then what they say and where the page lies."""
    console = Console(highlight=False)
    console.print(division_table(found))
    console.print(rivals_table(found))
    for sentence in (verdict(found), flatness(found), beside_today(found)):
        console.print(f"{escape(sentence)}\n")
    console.print(f"Report: {escape(str(written))}", soft_wrap=True)


def division_table(found: Allocation) -> Table:
    """A line for each lever: money a month in the best division, in those nearly as good, in the splits beside it."""
    table = plain_table(f"{found.scenario}: {found.currency} a month", "lever")
    for heading in ("best found", "nearly as good", "today's split", "equal"):
        table.add_column(heading, justify="right")
    for lever, (low, high) in found.ranges.items():
        today, equal = (found.references[name].amounts[lever] for name in ("todays_split", "equal"))
        amounts = (f"{found.best.amounts[lever]:,.2f}", f"{low:,.0f} to {high:,.0f}", f"{today:,.0f}", f"{equal:,.0f}")
        table.add_row(lever_words(lever), *amounts)
    return table


def rivals_table(found: Allocation) -> Table:
    """A line for each division verified under a name, the best first."""
    table = plain_table(f"{AIMED[found.question.aim]} ({unit_of(found)[1]})", "division")
    for heading in ("worth", "behind", "95% interval", "nearly as good"):
        table.add_column(heading, justify="right")
    for place, row in enumerate(rows(found)):
        cells = (row.title, row.score, row.behind, row.interval, row.near)
        table.add_row(*map(escape, cells), style="" if place else "bold")
    return table


def plain_table(title: str, first: str) -> Table:
    """An empty table, fit for 80 columns."""
    return Table(first, title=escape(title), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
