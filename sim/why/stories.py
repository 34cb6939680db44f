"""Three customers whose years the strategy changes, chosen by a stated rule and told in both worlds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.declarations import Scenario
from sim.language.messages import _, noted
from sim.market.saving import Saved
from sim.story import Life, told
from sim.why.following import LEFT, STAYED, Followed
from sim.wording import in_a_row

GAINED = noted("the customer who brings most more than under the baseline")
STAYED_TYPICALLY = noted(
    "of the customers who stayed and would have left, the one in the middle by what it brings more"
)
LOST = noted("of the customers who left and would have stayed, the one who brings least")
LOST_MOST = noted("nobody left who would have stayed; the customer who brings least compared with the baseline")


@dataclass(frozen=True)
class Chosen:
    """A customer to tell of: the rule that chose it, and how much more it brings (today's money, all it ever will)."""

    rule: str
    who: int
    gain: float


@dataclass(frozen=True)
class Story:
    """A customer's years under the strategy and under the baseline, with the same luck."""

    chosen: Chosen
    run: int
    lives: tuple[Life, Life]

    @property
    def rule(self) -> str:
        """By what rule the customer was chosen."""
        return _(self.chosen.rule)

    def as_json(self) -> dict[str, Any]:
        """As `comparison.json` holds it."""
        lives = {life.strategy: life_as_json(life) for life in self.lives}
        return {
            **asdict(self.chosen),
            "rule": self.rule,
            "run": self.run,
            "introduction": self.lives[0].who,
            "lives": lives,
        }


def life_as_json(life: Life) -> dict[str, Any]:
    """A life's years as text, how it ends, and what it brought."""
    years = {str(year): in_a_row(sentences) for year, sentences in sorted(life.years.items())}
    return {"years": years, "ending": life.ending, "worth": life.worth}


def chosen_of(run: Followed) -> list[Chosen]:
    """The largest gain, the typical customer who stayed, and one who was lost; nobody twice, nobody without effect."""
    rules = ((GAINED, largest_gain), (STAYED_TYPICALLY, typically_stayed), (LOST, lost), (LOST_MOST, largest_loss))
    found: dict[int, Chosen] = {}
    for rule, choose in rules:
        who = choose(run)
        told_before = rule == LOST_MOST and any(one.rule == LOST for one in found.values())
        if who is not None and who not in found and not told_before and run.gains[who]:
            found[who] = Chosen(rule, who, float(run.gains[who]))
    return list(found.values())


def largest_gain(run: Followed) -> int | None:
    """Who brings most more."""
    return int(run.gains.argmax()) if run.gains.max() > 0 else None


def largest_loss(run: Followed) -> int | None:
    """Who brings most less."""
    return int(run.gains.argmin()) if run.gains.min() < 0 else None


def typically_stayed(run: Followed) -> int | None:
    """The middle one of those who stayed, by gain."""
    stayed = np.flatnonzero(run.standing == STAYED)
    return int(stayed[np.argsort(run.gains[stayed], kind="stable")[(len(stayed) - 1) // 2]]) if len(stayed) else None


def lost(run: Followed) -> int | None:
    """Whose leaving cost most."""
    left = np.flatnonzero(run.standing == LEFT)
    return int(left[run.gains[left].argmin()]) if len(left) else None


def story_of(
    scenario: Scenario, seed: int, run: int, strategy: str, chosen: Chosen, opening: Saved | None = None
) -> Story:
    """Plays both worlds watching one person; from an opening, where it is at hand."""
    ours, base = (told(scenario, chosen.who, name, run, seed, opening) for name in (strategy, scenario.baseline))
    return Story(chosen, run, (ours, base))
