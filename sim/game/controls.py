"""Levers as teams handle them: in money a round, per cent and people, within a range that makes sense in a game."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.declarations import Facts
from sim.declarations.firm import BY_SEGMENT
from sim.game.shown import Group, shown_as
from sim.language.messages import _
from sim.scenario.errors import shown
from sim.scenario.filling import average_bill
from sim.scenario.overlays import facts_at, levers

if TYPE_CHECKING:
    from sim.game.reading import Game

FOR_THE_WHOLE_FIRM = ("spend.product", "spend.systems", "spend.execution", "spend.contact", "spend.bond",
                      "acquisition.spend")  # fmt: skip
"""Spending declared per customer held at the opening and month, shown as money a round."""
MONTHLY = ("workforce.training", "key_accounts.help_to_win")
"""Money a month and person or account, shown a round."""
AS_DECLARED = ("workforce.heads", "acquisition.referral_reward", "terms.contract_months", "listening.interval",
               "flexibility.stock")  # fmt: skip
YEARLY = ("key_accounts.visits",)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


@dataclass(frozen=True)
class Control:
    """A lever as a team sees it: the number shown is the lever times `factor`.

    `label`, `unit` and `help` are messages, translated where they are shown; `segment` is the title of the segment of
    a lever by segment, else empty. `least`, `most` and `step` are in the unit shown; `opens` is the first round in
    which the lever may be decided. `whole`: only whole numbers.
    """

    path: str
    label: str
    help: str
    group: Group
    unit: str
    factor: float
    least: float
    most: float
    step: float
    opens: int
    segment: str = ""
    whole: bool = False

    @property
    def words(self) -> str:
        """What the lever is called, in the language spoken."""
        if self.segment:
            return _("{lever}, {segment}", lever=_(self.label), segment=self.segment)
        return _(self.label)

    def shown(self, lever: float) -> str:
        """A lever's value as it stands in the form: as exact as a tenth of a step.

        >>> spend = Control("spend.bond", "Bond", "", "layers", "money a round", 1080.0, 0.0, 5000.0, 50.0, 1)
        >>> spend.shown(0.8), spend.shown(1.2345)
        ('865', '1335')
        """
        fineness = self.step / 10.0
        return plain_number(round(lever * self.factor / fineness) * fineness)

    def lever(self, number: float) -> float:
        """The lever behind a number shown, free of the dust of binary fractions.

        >>> Control("price", "Price", "", "price", "%", 100.0, 60.0, 140.0, 1.0, 1).lever(95.0)
        0.95
        """
        return float(f"{number / self.factor:.12g}")


def controls(game: Game, size: float, round: int | None = None) -> tuple[Control, ...]:
    """All levers that teams may ever decide on, or those open in a round, in the order of the file's stages.

    `size`: the customers a team opened with (`Outcome.sizes`), to which spending per customer refers.
    """
    opening = levers(game.case.firms[game.seats[0]], game.case.segments)
    found = (
        control(game, path, stage.round, size, opening[path])
        for stage in sorted(game.file.stages, key=lambda stage: stage.round)
        for path in stage.levers
    )
    return tuple(one for one in found if round is None or one.opens <= round)


def control(game: Game, path: str, opens: int, size: float, opening: float) -> Control:
    """How one lever is shown to a team of so many customers."""
    facts = facts_at(path, game.seats[0])
    times = factor(path, size, game.file.months)
    least, most, step = game_range(facts, times, opening, average_bill(game.case))
    group, _dot, segment = path.partition(".")
    of_segment = group in BY_SEGMENT and bool(segment)
    seen = shown_as(path)
    title = game.case.title_of("segments", segment) if of_segment else ""
    return Control(
        path, seen.label, seen.help, seen.group, seen.unit, times, least, most, step, opens, title, facts.whole
    )


def factor(path: str, size: float, months: int) -> float:
    """By what a lever is multiplied to be shown.

    >>> factor("spend.bond", 400.0, 3), factor("workforce.training", 400.0, 3), factor("price", 400.0, 3)
    (1200.0, 3.0, 100.0)
    """
    if path in FOR_THE_WHOLE_FIRM:
        return size * months
    if path in MONTHLY:
        return float(months)
    if path in YEARLY:
        return 12.0
    return 1.0 if path in AS_DECLARED else 100.0


def game_range(facts: Facts, times: float, opening: float, bill: float) -> tuple[float, float, float]:
    """Least, most and step of a lever, in the unit shown.

    The declared bounds keep the market computable; a slider over them would be useless (a price of 1% to 10,000%). So
    the range is the plausible one, widened by half its width on either side for those who dare; where the firm opens
    outside the plausible, it reaches from half to twice the opening. It is never beyond the declared bounds.
    *Assumption.*
    """
    low, high = (end * (bill if facts.of_bill else 1.0) for end in facts.plausible)
    half = (high - low) / 2.0
    least, most = low - half, high + half
    if not low <= opening <= high:
        least, most = min(least, 0.5 * opening), max(most, 2.0 * opening)
    least, most = max(facts.bounds[0], least) * times, min(facts.bounds[1], most) * times
    step = 1.0 if facts.whole else round_step(most - least)
    return math.floor(least / step + 1e-9) * step, math.ceil(most / step - 1e-9) * step, step


def round_step(width: float) -> float:
    """A step of 1, 2 or 5 times a power of ten, of which 60 to 150 go into a range.

    >>> round_step(80.0), round_step(100.0), round_step(3456.0), round_step(0.9)
    (1.0, 1.0, 50.0, 0.01)
    """
    if width <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(width / 60.0))
    return float(f"{max(times for times in (1.0, 2.0, 5.0) if times * power <= width / 60.0) * power:.12g}")


def plain_number(number: float) -> str:
    """A number as it stands in a form: no commas, no idle zeros.

    >>> plain_number(1080.0), plain_number(12.50), plain_number(-0.0)
    ('1080', '12.5', '0')
    """
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def read_values(
    controls: tuple[Control, ...], given: Mapping[str, str], standing: Mapping[str, float], round: int
) -> tuple[dict[str, float], list[str]]:
    """The levers that a form changes, and a sentence for each field that cannot be taken.

    `controls`: all of the game's; `given`: the form's fields by lever path; `standing`: the team's levers as they
    stand (`Outcome.levers[seat]`). A field left as it was shown changes nothing, to the last digit; fields left out
    change nothing either.
    """
    known = {one.path: one for one in controls}
    changed: dict[str, float] = {}
    wrong: list[str] = []
    for path, text in given.items():
        one = known.get(path)
        if one is None:
            wrong.append(_("There is nothing called {name} to decide.", name=shown(path)))
        elif text.strip() != one.shown(standing[path]):
            fault = "".join(faults(one, text, round))
            wrong += [fault] if fault else []
            if not fault:
                changed[path] = one.lever(number(text))
    return changed, wrong


def faults(control: Control, text: str, round: int) -> Iterator[str]:
    """What is wrong with a field, in one sentence; nothing where it can be taken."""
    value = number(text)
    places = {"lever": control.words, "given": shown(text), "unit": _(control.unit)}
    places |= {"least": f"{control.least:,.10g}", "most": f"{control.most:,.10g}"}
    if control.opens > round:
        yield _(
            "{lever} opens in round {round}; leave it as it is until then.", lever=control.words, round=control.opens
        )
    elif math.isnan(value):
        yield _("{lever}: {given} is not a number; expected {least} to {most} ({unit}).", **places)
    elif not control.least <= value <= control.most:
        yield _("{lever}: {given} is out of range; expected {least} to {most} ({unit}).", **places)
    elif control.whole and value != math.floor(value):
        yield _("{lever}: {given} is not a whole number; expected {least} to {most} ({unit}).", **places)


def number(text: str) -> float:
    """The number a text stands for; NaN where it stands for none.

    >>> number(" 1,250 "), number("12.5"), number("1,5"), number("much"), number("inf")
    (1250.0, 12.5, nan, nan, nan)
    """
    plain = text.strip()
    if THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if "_" in plain or len(plain) > 40:
        return math.nan
    try:
        value = float(plain)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
