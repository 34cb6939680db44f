"""What a team sees after a round: where it stands, its accounts, the ladder, and its customers."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from sim.declarations import LAYERS
from sim.game.outcome import Outcome
from sim.game.told import ToldVoice, told
from sim.language.messages import _, noted
from sim.reasons import LAYER_WORDS
from sim.web.charts import Rung, flows, ladder
from sim.wording import capitalised, in_a_row
from sim.workshop.pages.accounts import Entry, accounts
from sim.workshop.pages.figures import in_table
from sim.workshop.pages.movements import Movement, movement, movement_in_words
from sim.workshop.pages.ranking import ranking_chart, standing_in_words
from sim.workshop.pages.result import result
from sim.workshop.pages.sight import Sight

SHORT = 0.03
"""Impressions that fall short of expectations, or exceed them, by more than this stand out (an assumption)."""


def result_part(sight: Sight, outcome: Outcome, seat: str) -> dict[str, Any]:
    """The last closed round for a team."""
    entries, moved = entries_of(sight, outcome, seat), movement(outcome, seat)
    held = int(outcome.now("customers")[outcome.place(seat)])
    return {
        "round": outcome.round,
        "closed_down": not outcome.open[outcome.place(seat)],
        "sentence": result(entries, moved, held, sight.currency),
        "standing": standing_in_words(sight, outcome, seat) if sight.session.ranking_shown else "",
        "ranking": ranking_chart(sight, outcome, seat) if sight.session.ranking_shown else "",
        "accounts": accounts_part(entries, sight.currency),
        "ladder": ladder_chart(outcome, seat),
        "ladder_in_words": ladder_in_words(outcome, seat),
        "flows": flows_chart(moved, held, sight.names),
        "flows_in_words": movement_in_words(moved, sight.names),
        "people": people(outcome, seat),
        "voices": voices(sight, outcome, seat),
    }


def entries_of(sight: Sight, outcome: Outcome, seat: str) -> list[Entry]:
    """The accounts of a closed round."""
    number = outcome.round
    played = sight.closed_round(number)
    assert played is not None, "accounts are of a closed round"
    return accounts(outcome, sight.outcomes[number - 1], seat, played, sight.closed_round(number - 1))


def accounts_part(entries: list[Entry], currency: str) -> dict[str, Any]:
    """The accounts as they are printed: their unit, and the lines in it."""
    unit, write = in_table([entry.now for entry in entries], currency)
    lines = [
        {
            "label": entry.label,
            "kind": entry.kind,
            "now": write(entry.now),
            "before": "" if entry.before is None else write(entry.before),
        }
        for entry in entries
    ]
    return {"unit": unit, "lines": lines, "compared": entries[-1].before is not None}


def ladder_chart(outcome: Outcome, seat: str) -> Markup:
    """What customers saw of each layer against what they had expected, 0 to 100."""
    rungs = [
        Rung(capitalised(_(LAYER_WORDS[layer])), 100 * seen, 100 * expected)
        for layer, seen, expected in impressions(outcome, seat)
    ]
    return ladder(_("What your customers saw, against what they expected (0 to 100)"), rungs)


def ladder_in_words(outcome: Outcome, seat: str) -> str:
    """Which layer falls shortest of expectations, and which exceeds them most."""
    gaps = {layer: seen - expected for layer, seen, expected in impressions(outcome, seat)}
    worst, best = min(gaps, key=lambda layer: gaps[layer]), max(gaps, key=lambda layer: gaps[layer])
    said = []
    if gaps[worst] < -SHORT:
        said.append(_("You fall furthest short of expectations in {layer}.", layer=_(LAYER_WORDS[worst])))
    if gaps[best] > SHORT:
        said.append(_("You surprise most in {layer}.", layer=_(LAYER_WORDS[best])))
    return in_a_row(said) or _("Customers get about what they expect, on every layer.")


def impressions(outcome: Outcome, seat: str) -> list[tuple[str, float, float]]:
    """What customers saw and expected of each layer, 0 to 1."""
    place = outcome.place(seat)
    return [
        (layer, float(outcome.now(f"seen_{layer}")[place]), float(outcome.now(f"expected_{layer}")[place]))
        for layer in LAYERS
    ]


def flows_chart(moved: Movement, held: int, names: dict[str, str]) -> Markup:
    """Where customers came from and where they went."""

    def named(counts: dict[str | None, int], nobody: str) -> list[tuple[str, float]]:
        return [(names[firm] if firm else nobody, float(count)) for firm, count in counts.items()]

    return flows(
        _("Where your customers came from and where they went"),
        named(moved.came, _("no firm before")),
        named(moved.went, _("left the market")),
        float(held - moved.net),
        float(held),
    )


def voices(sight: Sight, outcome: Outcome, seat: str) -> list[ToldVoice]:
    """The customers of the round who say most."""
    return [told(sight.game, voice, sight.names) for voice in outcome.voices if voice.seat == seat]


PEOPLE = {
    "morale": noted("Morale (0 to 100)"),
    "skill": noted("Skill (0 to 100)"),
    "load": noted("Load (% of what they can do)"),
}


def people(outcome: Outcome, seat: str) -> list[dict[str, str]]:
    """How the front-line people stand."""
    place = outcome.place(seat)
    heads = {"label": _("Front-line people"), "value": f"{outcome.now('heads')[place]:,.0f}"}
    return [heads] + [
        {"label": _(words), "value": f"{100 * outcome.now(column)[place]:.0f}"} for column, words in PEOPLE.items()
    ]
