"""What a tuning found, in a table and in a file: parameter by parameter, and target by target."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.table import Table

from sim.validation.sought import missed
from sim.validation.tuning import TELLING, Tuning, sway


def tuning_json(tuning: Tuning) -> dict[str, Any]:
    """The search as the file holds it: budget, objective, parameters, and the targets missed before or after."""
    best = tuning.best
    return {
        "points": len(tuning.points),
        "objective": {"as_it_stands": tuning.scores[0], "best": tuning.scores[best]},
        "parameters": parameters(tuning),
        "targets": [
            {
                "target": label,
                "band": [one.band.low, one.band.high],
                "as_it_stands": tuning.figures[0][label],
                "best": tuning.figures[best][label],
                "met_before": missed(tuning.figures[0][label], one.band) == 0,
                "met_after": missed(tuning.figures[best][label], one.band) == 0,
            }
            for label, one in tuning.wanted.items()
        ],
    }


def parameters(tuning: Tuning) -> list[dict[str, Any]]:
    """Each parameter: where it stands, where the best point has it, and whether the targets can tell."""
    stands, found = tuning.values(tuning.start), tuning.values(tuning.points[tuning.best])
    swings = sway(tuning)
    return [
        {
            "parameter": known.path,
            "meaning": known.meaning,
            "plausible": list(known.plausible),
            "as_it_stands": stands[known.path],
            "best": found[known.path],
            "sway": float(swing),
            "identified": bool(swing >= TELLING),
        }
        for known, swing in zip(tuning.parameters, swings, strict=True)
    ]


def shown(tuning: Tuning) -> Table:
    """The parameters for the terminal."""
    best, stands = tuning.scores[tuning.best], tuning.scores[0]
    title = f"Objective {stands:.3f} as it stands, {best:.3f} at the best of {len(tuning.points)} points"
    table = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left")
    for heading in ("parameter", "plausible", "stands at", "best at", "told by the targets"):
        table.add_column(heading)
    for one in parameters(tuning):
        low, high = one["plausible"]
        told = f"yes ({one['sway']:.2f})" if one["identified"] else f"no ({one['sway']:.2f})"
        table.add_row(one["parameter"], f"{low:g} to {high:g}", f"{one['as_it_stands']:g}", f"{one['best']:g}", told)
    return table
