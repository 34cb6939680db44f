"""The workbook of a game: every figure of it and everything that was done, as sheets; the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence

from sim.language.messages import _
from sim.report.workbook import bound
from sim.workshop.acts import Act
from sim.workshop.debrief.acts_sheets import acts_sheets
from sim.workshop.debrief.figures_sheets import figures_sheets
from sim.workshop.debrief.found import Found
from sim.workshop.pages.sight import Sight


def game_workbook(sight: Sight, acts: Sequence[Act], found: Found) -> bytes:
    """The file that the facilitator takes home."""
    game = sight.game
    words = [
        (_("Game"), game.file.title),
        (_("Rounds played"), str(sight.session.closed)),
        (_("Months in a round"), str(game.file.months)),
        (_("Seed"), str(game.seed)),
    ]
    return bound(game.file.title, words, [*figures_sheets(sight), *acts_sheets(sight, acts, found)])
