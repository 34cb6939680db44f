"""A sweep's table from end to end: read, analysed, drawn, written down."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from rich.console import Console

from sim.analysis.analysis import Analysis, Asked, analysis
from sim.analysis.figures import as_json
from sim.analysis.page import page
from sim.analysis.pictures import pictures
from sim.analysis.printing import print_analysis
from sim.analysis.table import read_table
from sim.report.drawing import png, style
from sim.results import check_folder, json_bytes, versions, write_results
from sim.sweep.sweep import FROM_SALIB

FIGURES = "analysis.json"


def analyse_and_report(sweep: Path, asked: Asked, out: Path | None) -> Path:
    """Analyses the table of a sweep's folder and writes what is found; returns the folder with it."""
    folder = out or sweep / "analysis"
    table = read_table(sweep, asked.outcome)
    check_folder(folder, FIGURES)
    with Console(stderr=True).status("Looking for what matters"):
        found = analysis(table, asked)
        write_results(folder, files(found))
    print_analysis(found, folder / "analysis.html")
    return folder


def files(found: Analysis) -> dict[str, bytes]:
    """Every file of the folder: the same bytes for the same table and question."""
    made_with = versions() | ({"SALib": version("SALib")} if found.sweep.points.kind in FROM_SALIB else {})
    with style():
        drawn = {name: png(figure) for name, figure in pictures(found).items()}
    return {
        "analysis.html": page(found, drawn, made_with).encode(),
        FIGURES: json_bytes(as_json(found) | {"versions": made_with}),
        **{f"{name}.png": picture for name, picture in drawn.items()},
    }
