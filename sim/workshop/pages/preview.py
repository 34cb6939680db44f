"""What a team's decisions would mean in money, shown while the form is being filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sim.game.budget import Consequences, PlanLine, consequences
from sim.game.controls import controls, read_values
from sim.game.outcome import Outcome
from sim.language.messages import _, several
from sim.wording import money, per_cent
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.sight import Sight


def preview_part(sight: Sight, seat: str, given: Mapping[str, str]) -> dict[str, Any]:
    """What the fields of a form mean; `given`: the fields by lever path."""
    outcome = sight.outcome
    if outcome is None:
        return {"wrong": [_("The market is being played. Please wait.")], "budget": None}
    every = controls(sight.game, float(outcome.sizes[outcome.place(seat)]))
    levers, wrong = read_values(every, given, outcome.levers[seat], sight.session.coming)
    return {"wrong": wrong, "budget": budget_part(sight, outcome, seat, levers)}


def budget_part(sight: Sight, outcome: Outcome, seat: str, levers: Mapping[str, float]) -> dict[str, Any]:
    """Budget, plan and the money of the next round at the customers held now."""
    given = sight.session.given(seat)
    found = consequences(sight.game, sight.outcomes[0], outcome, seat, levers, given)
    unit, write = in_table([found.sales.next], sight.currency)
    return {
        "planned": found.planned,
        "allowed": found.budget,
        "over": found.over > 0,
        "left": left_in_words(found, sight.currency),
        "share": per_cent(found.planned / found.budget) if found.budget > 0 else "",
        "sentences": found.sentences(sight.currency),
        "changes": several(
            "{count:,} decision differs from last round", "{count:,} decisions differ from last round", len(levers)
        ),
        "unit": unit,
        "lines": [line(one, kind, write) for one, kind in in_order(found)],
        "people": {"before": f"{found.people.before:,.0f}", "next": f"{found.people.next:,.0f}"},
    }


def in_order(found: Consequences) -> list[tuple[PlanLine, str]]:
    """The lines as they are read: sales, what is planned, other costs, profit."""
    plan = [(one, "cost") for one in found.plan]
    return [(found.sales, "sales"), *plan, (found.other, "cost"), (found.profit, "sum")]


def line(one: PlanLine, kind: str, write: Callable[[float], str]) -> dict[str, Any]:
    """A line of the plan as it is printed."""
    return {
        "label": _(one.label),
        "kind": kind,
        "before": write(one.before),
        "next": write(one.next),
        "moved": abs(one.next - one.before) > 0.005 * max(abs(one.before), abs(one.next)),
    }


def left_in_words(found: Consequences, currency: str) -> str:
    """How much of the budget is left, or by how much the plan exceeds it."""
    if found.over > 0:
        return _("{amount} over budget", amount=money(found.over, currency))
    return _("{amount} of the budget left", amount=money(max(found.budget - found.planned, 0.0), currency))
