"""What is wrong with a game file whose single values are right: names, levers, bounds, rounds, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.declarations import LAYERS, Event, Scenario
from sim.game.declaration import EVERY_TEAM, MOST_TEAMS, GameFile, PlayedRound, ShockFile
from sim.game.shocks import struck
from sim.game.teams import seat, seats_of
from sim.market.records import MOST_FIRMS
from sim.scenario.altering import altered
from sim.scenario.changes import one_event, refused_change, refused_path
from sim.scenario.errors import Fault, Key, ScenarioError, did_you_mean, shown
from sim.scenario.overlays import Shift, facts_at, levers

FOLLOWS = {"market.months": "rounds and months"}
"""Numbers of the scenario that a game sets itself, and from what."""


def market_faults(file: GameFile, scenario: Scenario) -> Iterator[Fault]:
    """Why a game cannot have its market: firms that are not in the scenario, too many, changes that cannot be made."""
    if file.firm and file.firm not in scenario.firms:
        yield Fault(("firm",), no_firm(file.firm, scenario))
    for name in file.rivals:
        if name not in scenario.firms:
            yield Fault(("rivals", name), no_firm(name, scenario))
        elif name in seats_of(MOST_TEAMS):
            yield Fault(("rivals", name), f"{name} is the name of a team's seat; give the scenario's firm another key")
    firms = file.teams + len(file.rivals)
    if firms > MOST_FIRMS:
        text = f"{file.teams} teams and {len(file.rivals)} rivals are {firms} firms; at most {MOST_FIRMS} are played"
        yield Fault(("rivals",), text)
    yield from unchanged(file, scenario)


def no_firm(name: str, scenario: Scenario) -> str:
    """That the scenario has no such firm, and which it has."""
    return f"the scenario has no firm {shown(name)}{did_you_mean(name, scenario.firms)}"


def unchanged(file: GameFile, scenario: Scenario) -> Iterator[Fault]:
    """Changes of the scenario that cannot be made, one by one."""
    for path, change in file.changes.items():
        if path in FOLLOWS:
            yield Fault(("changes", path), f"a game's {path} follow from its {FOLLOWS[path]}; set these")
            continue
        try:
            altered(scenario, {path: change})
        except ScenarioError as error:
            yield Fault(("changes", path), str(error).removeprefix(f"{path}: "))


def game_faults(file: GameFile, case: Scenario) -> Iterator[Fault]:
    """What is wrong with what a game says of its market, its stages apart."""
    for name, shock in file.shocks.items():
        yield from shock_faults(name, shock, case)
    yield from played_faults(file, case)
    yield from word_faults(file, case)


def stage_faults(file: GameFile, case: Scenario) -> Iterator[Fault]:
    """Stages beyond the rounds, levers that are none, levers that open twice."""
    opened: dict[str, int] = {}
    for at, stage in enumerate(file.stages):
        if stage.round > file.rounds:
            yield Fault(("stages", at, "round"), f"{stage.round} is given; the game has {file.rounds} rounds")
        for place, path in enumerate(stage.levers):
            key: Key = ("stages", at, "levers", place)
            text = refused_lever(path, case)
            if text:
                yield Fault(key, f"{shown(path)}: {text}")
            elif path in opened:
                yield Fault(key, f"{path} opens in round {opened[path]} already; keep one")
            opened.setdefault(path, stage.round)


def refused_lever(path: str, case: Scenario) -> str:
    """Why a team cannot decide on something, or nothing."""
    own = levers(case.firms[case.us], case.segments)
    known = [name for name in own if facts_at(name, case.us).lever]
    if path in known:
        return ""
    undecided = path in own or path == "behaviour"
    text = "" if undecided else refused_path(case, path, case.us, own, deciding=True)
    return text or f"a team does not decide this{did_you_mean(path, known)}"


def shock_faults(name: str, shock: ShockFile, case: Scenario) -> Iterator[Fault]:
    """Changes that a shock cannot make: those an event may not, and who plays a firm."""
    whom = {"market": None, "all": "all", "team": case.us}[shock.firm]
    changes = {path: change for path, change in shock.changes.items() if path != "behaviour"}
    if len(changes) < len(shock.changes):
        text = "a shock changes numbers; who plays a firm is said with `computers` or by the facilitator"
        yield Fault(("shocks", name, "changes", "behaviour"), text)
    yield from one_event(case, ("shocks", name), Event(month=1, title=shock.title, firm=whom, changes=changes), ())


def played_faults(file: GameFile, case: Scenario) -> Iterator[Fault]:
    """Rounds already played that are too many, or name what is not in the game."""
    everybody = list(case.firms)
    if len(file.played) >= file.rounds:
        text = f"{len(file.played)} rounds are played already; the game has {file.rounds}, so nothing is left to play"
        yield Fault(("played",), text)
    for at, played in enumerate(file.played):
        key: Key = ("played", at)
        yield from unknown_firms((*key, "decisions"), played.decisions, [*everybody, EVERY_TEAM])
        yield from unknown_firms((*key, "computers"), played.computers, everybody)
        for name, values in played.decisions.items():
            yield from value_faults((*key, "decisions", name), values, case)
        yield from struck_faults((*key, "shocks"), played, file, everybody)


def unknown_firms(key: Key, named: Mapping[str, object], everybody: list[str]) -> Iterator[Fault]:
    """Names of firms that do not take part."""
    for name in named:
        if name not in everybody:
            yield Fault((*key, name), f"nobody plays {shown(name)}{did_you_mean(name, everybody)}")


def value_faults(key: Key, values: Mapping[str, float], case: Scenario) -> Iterator[Fault]:
    """Levers that cannot be decided so."""
    for path, value in values.items():
        text = refused_lever(path, case) or refused_change(Shift(value, relative=False), 0.0, path, case.us)
        if text:
            yield Fault((*key, path), text)


def struck_faults(key: Key, played: PlayedRound, file: GameFile, everybody: list[str]) -> Iterator[Fault]:
    """Shocks that are not on the list, or do not strike whom they are said to strike."""
    for at, entry in enumerate(played.shocks):
        for name, whom in struck(entry):
            if name not in file.shocks:
                yield Fault((*key, at), f"there is no shock {shown(name)}{did_you_mean(name, file.shocks)}")
            elif file.shocks[name].firm == "team" and whom not in everybody:
                yield Fault((*key, at), f"{name} strikes one team; write {{{name}: {seat(1)}}}")
            elif file.shocks[name].firm != "team" and whom is not None:
                yield Fault((*key, at), f"{name} does not strike one team only; write its name alone")


def word_faults(file: GameFile, case: Scenario) -> Iterator[Fault]:
    """Words for what is not in the game."""
    known = tellable(file, case)
    for language, words in file.words.items():
        for path in words:
            if path not in known:
                yield Fault(("words", language, path), f"nothing of the game is told under this{near(path, known)}")


def tellable(file: GameFile, case: Scenario) -> list[str]:
    """Everything a game tells in words of its own, by dotted path; more teams may come than the file says."""
    firms = [*seats_of(MOST_TEAMS), *file.rivals]
    return [
        *("title", "story", "challenge", "currency"),
        *(f"shocks.{name}.{part}" for name in file.shocks for part in ("title", "story")),
        *(f"segments.{name}.title" for name in case.segments),
        *(f"segments.{name}.meaning.{layer}" for name in case.segments for layer in LAYERS),
        *(f"firms.{name}.title" for name in firms),
    ]


def near(path: str, known: list[str]) -> str:
    """The nearest path, or what can be told."""
    return did_you_mean(path, known) or "; expected title, story, shocks.NAME.title, segments.NAME.meaning.LAYER ..."
