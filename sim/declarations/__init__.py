"""Every quantity of the market, declared once: meaning, unit, bounds, plausible range, default, source and mark."""

from sim.declarations.firm import BEHAVIOURS, Behaviour, Firm
from sim.declarations.quantity import LAYERS, Facts, Section, facts, quantities
from sim.declarations.scenario import Event, Known, Market, Scenario, Strategy, Trend
from sim.declarations.segment import Segment
from sim.declarations.world import World

__all__ = [
    "BEHAVIOURS",
    "LAYERS",
    "Behaviour",
    "Event",
    "Facts",
    "Firm",
    "Known",
    "Market",
    "Scenario",
    "Section",
    "Segment",
    "Strategy",
    "Trend",
    "World",
    "facts",
    "quantities",
]
