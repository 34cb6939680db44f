"""The one thing a facilitator should do next, as it follows from where the session stands."""

from __future__ import annotations

from dataclasses import dataclass

from sim.language.messages import _, several
from sim.workshop.pages.sight import Sight, phase_shown


@dataclass(frozen=True)
class NextStep:
    """What to do next. `kind`: the act that the button does; empty where there is nothing to do but wait.

    `label`: the button; `why`: the sentence beside it; `urgent`: whether it may be done now without a second thought.
    """

    kind: str
    label: str
    why: str
    urgent: bool = True


def next_step(sight: Sight) -> NextStep:
    """The next thing to do: wait for teams, open a round, wait for them, close it, look, and at last the debrief."""
    session = sight.session
    if sight.trouble:
        return NextStep("", "", sight.trouble)
    if sight.computing and (session.closed or not sight.outcomes):
        return NextStep("", "", _("The market is being played. This takes a few seconds."))
    if session.phase == "debrief":
        return NextStep("", "", _("The rounds are over. Take the room through the debrief."))
    if session.phase == "deciding":
        return closing(sight)
    if not session.taken:
        return NextStep("", "", _("Teams join now: show the code on the projector. You can begin when one is here."))
    return after_looking(sight)


def closing(sight: Sight) -> NextStep:
    """While a round is open: close it, at once where everybody has sent."""
    session = sight.session
    waiting = [session.names[seat] for seat in session.deciding_seats if seat not in session.decisions]
    label = _("Close round {number}", number=session.coming)
    if not waiting:
        return NextStep("closed", label, _("Every team has sent its decisions."))
    said = several("{count:,} team has not sent yet; it keeps its last decisions.",
                   "{count:,} teams have not sent yet; they keep their last decisions.", len(waiting))  # fmt: skip
    return NextStep("closed", label, said, urgent=False)


def after_looking(sight: Sight) -> NextStep:
    """Between rounds: open the next one; after the last, the fresh start or the debrief."""
    session = sight.session
    if session.closed < session.last:
        label = _("Open round {number}", number=session.coming)
        if session.practising:
            label = _("Open practice round {number}", number=session.coming)
        said = _("Teams look at their results. Talk about the round, then open the next.")
        return NextStep("opened", label, said if phase_shown(sight) != "lobby" else opening_words(sight))
    if session.practising:
        return NextStep("restarted", _("Begin in earnest"), _("Practice is over: everything starts afresh."))
    return NextStep("ended", _("Begin the debrief"), _("The last round is played."))


def opening_words(sight: Sight) -> str:
    """Before the first round: who is here."""
    here, seats = len(sight.session.taken), len(sight.game.seats)
    if here < seats:
        return _(
            "{here} of {seats} teams are here. The computer plays for those who are missing; they may still join.",
            here=here,
            seats=seats,
        )
    return several("{count:,} team is here.", "All {count:,} teams are here.", here)
