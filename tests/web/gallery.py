"""A gallery of every chart, for looking at them: `python -m tests.web.gallery gallery.html [--projector]`."""

from __future__ import annotations

import math
import sys
from pathlib import Path

from markupsafe import Markup

from sim.web.charts import Bar, Line, Part, Rung, bars, columns, flows, ladder, lines, whale
from sim.web.pages import style

NAMES = [
    "North", "The Friends of the Very Long Team Name Incorporated", "顾客至上服务股份有限公司第一小组", 'A & B < "C"',
    "Harbour", "Blue Door", "Lighthouse", "Seven", "Quick & Kind", "Ten",
]  # fmt: skip
ROUNDS = [f"{number}" for number in range(9)]
NAN = math.nan


def ranking() -> list[Markup]:
    """Bars: as they are meant, and at their limits."""
    split = [Bar(name, (2.1 - 0.31 * place, 1.4 - 0.13 * place), place == 2) for place, name in enumerate(NAMES)]
    return [
        bars(
            "North leads: its customers will still bring 1.4 million.", split, ("profit so far", "still to come"),
            say=lambda value: f"{value:.2f}", unit="million CNY", note="Total value: profit so far and run-off value.",
        ),
        bars("One firm alone", [Bar("North", (3.0,))]),
        bars("Nobody yet", []),
        bars("Losses too", [Bar("North", (-2.0,)), Bar("South", (1.0,)), Bar("Unknown", (NAN,)), Bar("Zero", (0.0,))]),
        bars("Very large", [Bar("North", (8.123e12, -2e12), True), Bar("South", (4e12, 1e12))], ("one", "two")),
        bars("All nothing", [Bar("North", (0.0,)), Bar("South", (0.0,))]),
    ]  # fmt: skip


def over_time() -> list[Markup]:
    """Lines and columns: as they are meant, and at their limits."""
    teams = [
        Line(name, [1 + 0.1 * place * step * math.sin(step + place) for step in range(9)])
        for place, name in enumerate(NAMES)
    ]
    ours = [Line(line.name, line.values, ours=place == 1) for place, line in enumerate(teams)]
    months = [str(month) for month in range(61)]
    today = [100 - month * 0.3 for month in range(61)]
    changed = [100 - month * 0.1 + 0.004 * month**2 for month in range(61)]
    band = {"low": [value - 4 for value in changed], "high": [value + 5 for value in changed]}
    return [
        lines("Under the changed strategy we keep more customers.",
              [Line("today", today, muted=True), Line("changed", changed, ours=True, **band)], months,
              unit="customers"),
        lines("Ten teams over eight rounds", teams, ROUNDS, unit="million CNY"),
        lines("Ours among ten", ours, ROUNDS, unit="million CNY"),
        lines("One round so far", [Line("North", [3.0]), Line("South", [4.0])], ["1"]),
        lines("With a gap", [Line("North", [3.0, NAN, -4.0, 5.0]), Line("None", [NAN])], ["1", "2", "3", "4"]),
        lines("Nothing", [], []),
        lines("Very large", [Line("North", [1e12, 3e15])], ["first", "second"]),
        columns("More left than came from round 5 on.",
                [Part("friends' word", [20, 22, 25, 20, 18, 12]), Part("advertising", [30, 31, 20, 20, 15, 15]),
                 Part("slips", [-10, -12, -20, -25, -33, -40]), Part("price", [-20, -5, -3, -9, -10, -15])],
                [f"{number}" for number in range(1, 7)], unit="customers", net="net"),
        columns("One round", [Part("came", [20.0]), Part("went", [-3.0])], ["1"]),
        columns("Nothing", [Part("came", [NAN])], ["1"]),
    ]  # fmt: skip


def customers() -> list[Markup]:
    """Ladder, flows and whale."""
    layers = ["core", "processes", "technical", "people", "emotion"]
    seen = [(58, 52, 60.0), (44, 52, 47.0), (51, 50.5, None), (49, 55, 56.0), (62, 54, None)]
    chinese = ["核心产品与服务", "流程与支持", "技术表现", "与人的互动", "情感联系"]
    came = [("advertising", 41), ("friends", 28), ("The Friends of the Long Name", 12), ("new to the market", 6)]
    went = [("Harbour", 30), ("顾客至上服务股份有限公司第一小组", 55), ("left the market", 9), ("nobody", 0)]
    profits = [1000 * math.exp(-0.01 * place) - 120 for place in range(800)]
    return [
        ladder("Customers are let down by people; the bond carries them.",
               [Rung(name, *values) for name, values in zip(layers, seen, strict=True)],
               note="Of 100. Dotted: the best rival."),
        ladder("梯子", [Rung(name, *values) for name, values in zip(chinese, seen, strict=True)]),
        ladder("Small gaps, one unknown", [Rung(name, 50 + place / 3, 50) for place, name in enumerate(layers[:4])]
               + [Rung("bond", NAN, 50)]),
        ladder("Nothing", [Rung(name, NAN, NAN) for name in layers]),
        flows("We won 87 customers and lost 94.", came, went, 1204, 1197),
        flows("Ten rivals", [(name, 20 - place) for place, name in enumerate(NAMES)], [("one", 1)], 1e6, 1e6 + 153),
        flows("Nobody moved", [], [], 12, 12),
        whale("The best 42% of customers bring more than all.", profits),
        whale("All earn the same", [5.0] * 40),
        whale("All cost money", [-5.0 - place for place in range(40)]),
        whale("Nobody", []),
    ]  # fmt: skip


def gallery(projector: bool = False) -> str:
    """All of it on one page that stands alone."""
    drawn = Markup("\n").join([*ranking(), *over_time(), *customers()])
    kind = ' class="projector"' if projector else ""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    head += f"<title>Charts</title><style>{style()}</style>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body{kind}><main>{drawn}</main></body></html>'


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(gallery("--projector" in sys.argv), encoding="utf-8")
