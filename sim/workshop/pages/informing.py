"""Information on a team's page: what can be bought at which price, and what was learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.game.controls import control
from sim.game.information import OFFERED, Leavers, Rival, Survey, price
from sim.game.outcome import Outcome
from sim.game.told import ToldStory
from sim.language.messages import _, several
from sim.market.behaviours import COPIED
from sim.reasons import LAYER_WORDS
from sim.web.charts import Rung, ladder
from sim.wording import capitalised, money, per_cent
from sim.workshop.acts import Asked
from sim.workshop.answers import Found
from sim.workshop.pages.movements import BECAUSE
from sim.workshop.pages.sight import Sight


@dataclass(frozen=True)
class Offer:
    """A piece of information that can be bought."""

    what: str
    label: str
    price: str


@dataclass(frozen=True)
class Learned:
    """What a piece of information says: sentences, a table whose first column names the row, a chart."""

    key: str
    title: str
    round: int
    sentences: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    chart: Markup | None = None


def offers(sight: Sight, seat: str) -> list[Offer]:
    """What can be bought in the open round."""
    opening = sight.outcomes[0]
    return [
        Offer(kind, _(words), money(price(sight.game, opening, kind), sight.currency))
        for kind, words in OFFERED.items()
    ]


def learned(sight: Sight, found: Sequence[Found]) -> list[Learned]:
    """What a team has bought so far, in the order of what was found: the latest first."""
    return [one_learned(sight, one) for one in found]


def one_learned(sight: Sight, found: Found) -> Learned:
    """What one piece of information says: of the market as it stood before the round it was bought in."""
    asked, told, title = found.asked, found.answer, _(OFFERED[found.asked.what])
    if not found.ready:
        said = _("This is being found out; it will stand here in a moment.")
        return Learned(asked.nonce, title, asked.round, (said,))
    if isinstance(told, Survey):
        return survey_learned(asked, title, told)
    if isinstance(told, Leavers):
        return leavers_learned(asked, title, told, sight.names)
    if isinstance(told, ToldStory):
        return Learned(asked.nonce, title, asked.round, (told.introduction, *told.months, told.ending))
    if told is None:
        return Learned(asked.nonce, title, asked.round, (_("There is nobody to tell of yet."),))
    return rivals_learned(asked, title, told, sight.outcomes[asked.round - 1], sight)


def survey_learned(asked: Asked, title: str, told: Survey) -> Learned:
    """What the customers asked said."""
    said = _(
        "{asked:,} of your {held:,} customers were asked: satisfaction {satisfaction:.0f} of 100 (50: as expected). "
        "As many of every rival's customers were asked about theirs. "
        "A few points either way may be chance.",
        asked=told.asked,
        held=told.held,
        satisfaction=told.satisfaction,
    )
    names = [capitalised(_(LAYER_WORDS[one.layer])) for one in told.layers]
    rungs = [
        Rung(name, 100 * one.seen, 100 * one.expected, 100 * one.rival)
        for name, one in zip(names, told.layers, strict=True)
    ]
    rows = tuple(
        (name, per_cent(one.importance), *(f"{100 * found:.0f}" for found in (one.expected, one.seen, one.rival)))
        for name, one in zip(names, told.layers, strict=True)
    )
    head = (_("Layer"), _("how much it matters"), _("expected (0 to 100)"), _("found"), _("found at the best rival"))
    chart = ladder(_("What the customers asked found, against what they expect (0 to 100)"), rungs)
    return Learned(asked.nonce, title, asked.round, (said,), head, rows, chart)


def leavers_learned(asked: Asked, title: str, told: Leavers, names: Mapping[str, str]) -> Learned:
    """Why customers left and where they went."""
    said = several("{count:,} customer left you.", "{count:,} customers left you.", told.count)
    why = tuple((capitalised(_(BECAUSE[reason])), f"{count:,}") for reason, count in told.reasons)
    to = tuple((_("To {firm}", firm=names[firm]) if firm else _("To nobody"), f"{count:,}") for firm, count in told.to)
    return Learned(asked.nonce, title, asked.round, (said,), (_("Why, and where to"), _("Customers")), why + to)


def rivals_learned(asked: Asked, title: str, told: tuple[Rival, ...], outcome: Outcome, sight: Sight) -> Learned:
    """What can be seen of the rivals, a row for each thing and a column for each firm."""
    rows = [
        (_("Reputation (0 to 100)"), *(f"{100 * one.reputation:.0f}" for one in told)),
        (_("Customers"), *(f"{one.customers:,}" for one in told)),
    ]
    for path in COPIED:
        shown = [
            control(sight.game, path, 1, float(outcome.sizes[outcome.place(one.firm)]), one.levers[path])
            for one in told
        ]
        if shown:
            label = _("{lever} ({unit})", lever=shown[0].words, unit=_(shown[0].unit))
            rows.append((label, *(one.shown(rival.levers[path]) for one, rival in zip(shown, told, strict=True))))
    head = (_("What can be seen"), *(sight.names[one.firm] for one in told))
    return Learned(asked.nonce, title, asked.round, (), head, tuple(rows))
