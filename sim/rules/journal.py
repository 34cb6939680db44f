"""The journal: one flat line for each thing that happened to a customer, for stories and for estimators."""

from sim.rules.kinds import Scene
from sim.rules.rule import rule

JOIN, BUY, SLIP, COMPLAIN, RESOLVE, CONTACT, TALK, REFER, LEAVE, EXIT = range(10)


@rule
def note(scene: Scene, who: int, event: int, firm: int, other: int, layer: int, outcome: int, amount: float) -> None:
    """Writes a line if this customer, or the one it talked to, is watched; lines beyond the page are still counted."""
    heard = event == TALK and scene.watch == other
    if scene.watch == -2 or (scene.watch >= 0 and scene.watch != who and not heard):
        return
    place = scene.written
    scene.written = place + 1
    if place >= len(scene.page):
        return
    line = scene.page[place]
    line.month = scene.clock
    line.customer = who
    line.event = event
    line.firm = firm
    line.other = other
    line.layer = layer
    line.outcome = outcome
    line.amount = amount
