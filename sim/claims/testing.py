"""Testing claims from end to end: each is tried in the laboratory, put on the page and written down."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from sim.claims.claims import chosen, claim_files, claim_of, claims, finding_of
from sim.claims.exhibits import FIGURES, Exhibit, earlier, exhibit, manifest, together
from sim.claims.figures import figure_with_interval
from sim.claims.page import page
from sim.compiling import say_if_compiling
from sim.laboratory import Laboratory
from sim.report.drawing import style
from sim.results import MANIFEST, check_folder, json_bytes, write_results

PAGE = "claims.html"


def answer_claims(words: Sequence[str], runs: int, workers: int | None, folder: Path) -> Path:
    """Tests the claims that are named, or all; returns the page.

    Earlier exhibits of other claims stay where they were made with the same program, scenarios and number of runs.
    """
    console = Console(stderr=True)
    ids, known = chosen(words), claims(list(claim_files()))
    check_folder(folder)
    made_with = manifest(runs)
    kept = [one for one in earlier(folder, made_with) if one.id not in ids]
    if not kept and len(ids) < len(known) and (folder / FIGURES).exists():
        console.print(f"{folder}: exhibits of other claims there were made otherwise and will be left out.")
    fresh, seconds = tested(ids, runs, workers, console)
    exhibits = together(list(fresh), kept)
    files = {
        PAGE: page(exhibits, known, made_with).encode(),
        FIGURES: json_bytes([dict(one.told) for one in exhibits]),
        MANIFEST: json_bytes(made_with),
        "timing.json": json_bytes(seconds),
        **{str(one.told["picture"]): one.picture for one in exhibits},
    }
    write_results(folder, files)
    print_exhibits(fresh, folder / PAGE)
    return folder / PAGE


def tested(
    ids: Sequence[str], runs: int, workers: int | None, console: Console
) -> tuple[list[Exhibit], dict[str, float]]:
    """The exhibits of these claims, and how many seconds each took; says how far it has come."""
    say_if_compiling(console)
    exhibits, seconds = [], {}
    plays = TextColumn("{task.fields[plays]} plays")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), plays, TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar, style():
        task = bar.add_task("", total=len(ids), plays=0)

        def count(done: int) -> None:
            bar.update(task, plays=bar.tasks[task].fields["plays"] + done)

        with Laboratory(runs, workers, count) as laboratory:
            for one in ids:
                begun = time.perf_counter()
                bar.update(task, description=f"{one} {escape(claim_of(one).title)}")
                exhibits.append(exhibit(claim_of(one), finding_of(one, laboratory)))
                seconds[one] = round(time.perf_counter() - begun, 3)
                bar.advance(task)
    return exhibits, seconds


def print_exhibits(exhibits: Sequence[Exhibit], written: Path) -> None:
    """The verdicts in the terminal, and where the page lies."""
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("", "claim", "verdict", "figure"):
        table.add_column(heading)
    for one in exhibits:
        cells = (one.id, str(one.told["title"]), str(one.told["verdict"]), figure_with_interval(one.told))
        table.add_row(*map(escape, cells))
    console.print(table)
    for one in exhibits if len(exhibits) <= 3 else ():
        console.print(f"[bold]{one.id}[/bold]  {escape(str(one.told['sentence']))}\n")
    console.print(f"The page to project or to print:  {escape(str(written))}", soft_wrap=True)
