"""A game's own words in another language: those of its file, else the catalogue's, else as they stand."""

from __future__ import annotations

from collections.abc import Mapping

from sim.declarations import LAYERS, Firm, Scenario, Segment
from sim.game.declaration import MOST_TEAMS, GameFile, ShockFile
from sim.game.teams import seats_of
from sim.language.messages import _, noted, speaking
from sim.wording import in_a_row

Words = Mapping[str, str]
"""What is told, by dotted path."""
TEAM = noted("Team {number}")


def unbroken(words: Words, language: str) -> dict[str, str]:
    """Words in one line each, however many they have in their file: a break is a space, and in Chinese nothing.

    >>> unbroken({"story": "顾客来了。\\n又走了。\\n"}, "zh")
    {'story': '顾客来了。又走了。'}
    """
    with speaking(language):
        return {path: in_a_row(text.splitlines()) for path, text in words.items()}


def file_in_language(file: GameFile, words: Words, language: str) -> GameFile:
    """A game file's titles and stories in another language."""
    with speaking(language):
        told = {name: words.get(name) or _(getattr(file, name)) for name in ("title", "story", "challenge")}
        shocks = {name: shock_told(name, shock, words) for name, shock in file.shocks.items()}
    return file.model_copy(update={**told, "shocks": shocks})


def case_in_language(case: Scenario, words: Words, language: str) -> Scenario:
    """A market's titles, currency and meanings of layers in another language."""
    with speaking(language):
        told = {name: words.get(name) or _(getattr(case, name)) for name in ("title", "currency")}
        firms = {name: firm_told(name, firm, words) for name, firm in case.firms.items()}
        segments = {name: segment_told(name, segment, words) for name, segment in case.segments.items()}
    return case.model_copy(update={**told, "firms": firms, "segments": segments})


def shock_told(name: str, shock: ShockFile, words: Words) -> ShockFile:
    """A shock's title and story in the language spoken."""
    title, story = (words.get(f"shocks.{name}.{part}") or _(getattr(shock, part)) for part in ("title", "story"))
    return shock.model_copy(update={"title": title, "story": story})


def firm_told(name: str, firm: Firm, words: Words) -> Firm:
    """A firm with its title in the language spoken; a team that has no words of its own goes by its number."""
    seats = seats_of(MOST_TEAMS)
    own = _(TEAM, number=seats.index(name) + 1) if name in seats else firm.title and _(firm.title)
    return firm.model_copy(update={"title": words.get(f"firms.{name}.title", own)})


def segment_told(name: str, segment: Segment, words: Words) -> Segment:
    """A segment with its title and what the layers mean to it in the language spoken."""
    meaning = {
        layer: words.get(f"segments.{name}.meaning.{layer}") or _(getattr(segment.meaning, layer)) for layer in LAYERS
    }
    title = words.get(f"segments.{name}.title") or (segment.title and _(segment.title))
    return segment.model_copy(update={"title": title, "meaning": segment.meaning.model_copy(update=meaning)})
