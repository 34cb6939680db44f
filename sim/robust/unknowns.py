"""What nobody knows of the world to come: assumed parameters, how rivals behave, which shocks strike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sim.analysis.discovery import number, short
from sim.declarations import BEHAVIOURS, Scenario
from sim.language.messages import _, noted
from sim.robust.shocks import KNOWN, SHOCKS, rivals, shocks_of, unknown
from sim.scenario.altering import whole_path
from sim.scenario.errors import ScenarioError, did_you_mean
from sim.sweep.parameters import WORLD, Parameter, plausible, uncertainties

BEHAVIOUR = ".behaviour"
GROUPS = {"world": WORLD, "rivals": "firms.", "shocks": SHOCKS}
"""Names of groups, and how the paths of their members begin."""
BEHAVIOUR_WORDS = {
    "static": noted("static"),
    "imitator": noted("an imitator"),
    "price_cutter": noted("a price cutter"),
    "poacher": noted("a poacher"),
    "relationship_builder": noted("a relationship builder"),
    "reactive": noted("reactive to its own demand"),
    "satisfaction_programme": noted("running a satisfaction programme"),
}
"""What a firm is that behaves so."""


@dataclass(frozen=True)
class Feature:
    """Something of a world that may tell where a strategy loses: a number, or a statement that is true (1) or not (0).

    `holds` and `fails` say that it is there or not, where that can be said: it is there from the value `least` on.
    """

    path: str
    meaning: str
    unit: str
    whole: bool
    low: float
    high: float
    mark: str
    holds: str = ""
    fails: str = ""
    least: float = 1.0

    @property
    def is_statement(self) -> bool:
        """Whether it is either so or not so."""
        return bool(self.holds) and self.high == self.least

    @property
    def name(self) -> str:
        """What it is called: its meaning up to the first stop."""
        return short(self.meaning)

    @property
    def ends(self) -> tuple[str, str]:
        """Its lowest and its highest value, in words."""
        return (_("no"), _("yes")) if self.is_statement else (number(self.low), number(self.high))


def unknowns(scenario: Scenario) -> tuple[Parameter, ...]:
    """Everything that is unknown: assumed parameters of the world, every rival, every shock that can strike."""
    of_rivals = (one for name in rivals(scenario) for one in of_rival(name, scenario))
    of_shocks = (one for shock in shocks_of(scenario) for one in shock.unknowns(scenario.market.months))
    return (*uncertainties(scenario), *of_rivals, *of_shocks)


def of_rival(name: str, scenario: Scenario) -> tuple[Parameter, ...]:
    """How a rival behaves (each behaviour as likely as the others), how soon and how boldly."""
    title = scenario.title_of("firms", name)
    which = tuple(float(place) for place in range(len(BEHAVIOURS)))
    behaviour = unknown(f"firms.{name}{BEHAVIOUR}", _("{firm}: how it decides", firm=title), "", which)
    return behaviour, *(of_somebody(f"firms.{name}.{what}", scenario) for what in ("lag", "boldness"))


def of_somebody(path: str, scenario: Scenario) -> Parameter:
    """A number over its plausible range; its meaning says whose it is. ScenarioError where there is no such number."""
    found = plausible(".".join(whole_path(path, scenario)), "uncertainty", scenario)
    words = found.path.split(".")
    if words[0] not in ("firms", "segments") or found.facts is None:
        return found
    title = scenario.title_of(words[0], words[1])
    meaning = _("{whose}: {meaning}", whose=title, meaning=_(found.facts.meaning))
    return replace(found, facts=replace(found.facts, meaning=meaning))


def chosen(scenario: Scenario, vary: Sequence[str], fix: Sequence[str]) -> tuple[Parameter, ...]:
    """What differs from world to world: what `vary` names (everything where empty), without what `fix` names.

    A name is a group (world, rivals, shocks), a path or a part of one (lag, red_wing, shocks.recession); `vary` also
    takes any other number of the scenario that is not ours to decide.
    """
    every = unknowns(scenario)
    wanted = every if not vary else tuple(dict.fromkeys(one for name in vary for one in varied(name, every, scenario)))
    for name in fix:
        if not any(named(name, one) for one in wanted):
            raise ScenarioError(f"--fix: nothing that varies is called {name!r}{did_you_mean(name, names(wanted))}")
    left = tuple(one for one in wanted if not any(named(name, one) for name in fix))
    if not left:
        raise ScenarioError("--fix: everything is fixed, so there is one world only; leave something to vary")
    return tuple(map(in_words, left))


def in_words(one: Parameter) -> Parameter:
    """The same number, its meaning and unit in the language spoken."""
    known = one.facts
    return one if known is None else replace(one, facts=replace(known, meaning=_(known.meaning), unit=_(known.unit)))


def varied(name: str, every: Sequence[Parameter], scenario: Scenario) -> list[Parameter]:
    """The unknowns of a name, or the number of the scenario that stands there."""
    found = [one for one in every if named(name, one)]
    return found or [of_scenario(name, every, scenario)]


def of_scenario(path: str, every: Sequence[Parameter], scenario: Scenario) -> Parameter:
    """A number of the scenario that is usually no unknown, over its plausible range."""
    try:
        found = of_somebody(path, scenario)
    except ScenarioError:
        known = did_you_mean(path, names(every))
        raise ScenarioError(f"--vary: nothing unknown is called {path!r}{known}") from None
    if found.path.startswith(f"firms.{scenario.us}.") and found.facts and found.facts.lever:
        raise ScenarioError(f"--vary: {path} is ours to decide; make it a strategy, or vary it with `sweep`")
    if found.low == found.high:
        raise ScenarioError(f"--vary: {path} is plausible at one value only, {found.low:g}; leave it out")
    return found


def named(name: str, one: Parameter) -> bool:
    """Whether a name means an unknown: its group, its path or a part of its path.

    >>> lag = Parameter("firms.red_wing.lag", "uncertainty", 3, 12)
    >>> [named(name, lag) for name in ("rivals", "lag", "red_wing.lag", "red", "world")]
    [True, True, True, False, False]
    """
    if name in GROUPS:
        return one.path.startswith(GROUPS[name])
    return f".{name}." in f".{one.path}."


def names(some: Iterable[Parameter]) -> list[str]:
    """What a person may call some unknowns."""
    return [*GROUPS, *dict.fromkeys(word for one in some for word in (one.path, one.path.rpartition(".")[2]))]


def features(scenario: Scenario, varying: Sequence[Parameter]) -> tuple[Feature, ...]:
    """What may tell worlds apart, in the order of the unknowns; each behaviour of a rival is a statement of its own."""
    return tuple(feature for one in varying for feature in features_of(one, scenario))


def features_of(one: Parameter, scenario: Scenario) -> tuple[Feature, ...]:
    """The features of an unknown."""
    if one.path.endswith(BEHAVIOUR):
        title = scenario.title_of("firms", one.path.split(".")[1])
        return tuple(statement(f"{one.path}.{name}", title, _(BEHAVIOUR_WORDS[name])) for name in BEHAVIOURS)
    mark = one.facts.mark if one.facts else ""
    plain = Feature(one.path, one.meaning, one.unit, one.whole, one.low, one.high, mark)
    shock = next((shock for shock in KNOWN if shock.path == one.path), None)
    if shock is None:
        return (plain,)
    name = _(shock.name)
    holds, fails = _("a {shock} comes", shock=name), _("no {shock} comes", shock=name)
    return (replace(plain, holds=holds, fails=fails, least=min(shock.sizes)),)


def statement(path: str, title: str, words: str) -> Feature:
    """That a firm is something."""
    holds = _("{firm} is {behaviour}", firm=title, behaviour=words)
    fails = _("{firm} is not {behaviour}", firm=title, behaviour=words)
    return Feature(path, holds, "", True, 0.0, 1.0, "assumed", holds, fails)
