"""Small valid scenarios made up by Hypothesis: any market, firms and levers within plausible bounds."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sim.declarations import BEHAVIOURS, LAYERS, Facts, Scenario
from sim.scenario.declared import changeable, market_wide
from sim.scenario.filling import share_of

from .scenarios import KINDS, valid

SEGMENTS = ("large", "middling", "small")
FIRMS = ("ours", "second", "third", "fourth")
STRUCK = ("demand", "wages", "outside", "captivity")


def between(low: float, high: float) -> st.SearchStrategy[float]:
    """A number from a range, in twentieths of it."""
    return st.integers(0, 20).map(lambda step: low + (high - low) * step / 20)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A market of 1 to 60 customers, 1 to 4 firms, 1 to 3 segments."""
    segments = draw(segments_of())
    firms = FIRMS[: draw(st.integers(1, 4))]
    bill = sum(segment["share"] * segment["spend"]["mean"] for segment in segments.values())
    changes = draw(levers(bill, tuple(segments), strategy=True))
    return valid(
        {
            "title": "Made up",
            "seed": draw(st.integers(0, 2**31 - 1)),
            "market": draw(markets()),
            "segments": segments,
            "us": "ours",
            "firms": {name: draw(firms_among(tuple(segments), bill, name != "ours")) for name in firms},
            "strategies": {
                "as_is": {},
                "other": {"from": draw(st.integers(1, 6)), "changes": changes},
            },
            "baseline": "as_is",
            "events": draw(st.lists(events(firms, bill, tuple(segments)), max_size=3)),
            "trends": draw(st.lists(trends(tuple(segments)), max_size=2)),
        }
    )


@st.composite
def markets(draw: st.DrawFn) -> dict[str, Any]:
    """The market as a whole."""
    return {
        "kind": draw(st.sampled_from(KINDS)),
        "customers": draw(st.integers(1, 60)),
        "months": draw(st.integers(1, 10)),
        "burn_in": draw(st.integers(0, 4)),
        "served": draw(st.sampled_from((0.0, 0.5, 0.9, 1.0))),
        "entry": draw(st.sampled_from((0.0, 0.05, 1.0))),
        "community": draw(st.integers(2, 30)),
        "outside": draw(between(-3, 1)),
    }


@st.composite
def segments_of(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """One to three segments that together make the market."""
    names = SEGMENTS[: draw(st.integers(1, 3))]
    shares = {1: (1.0,), 2: (0.3, 0.7), 3: (0.2, 0.3, 0.5)}[len(names)]
    return {
        name: {
            "share": share,
            "spend": {"mean": draw(st.sampled_from((1.0, 90.0, 2500.0))), "spread": draw(between(0.0, 1.5))},
            "rate": {"mean": draw(between(0.1, 4.0))},
            "importance": {layer: draw(between(0.1, 5.0)) for layer in LAYERS},
            "contract_months": draw(st.sampled_from((0, 1, 12))),
            "strong_ties": draw(st.integers(0, 8)),
            "weak_ties": draw(st.integers(0, 8)),
            "explode": draw(st.sampled_from((0.0, 0.5))),
            "involuntary": draw(st.sampled_from((0.0, 0.05, 0.9))),
            "self_service_taste": draw(between(-1, 1)),
        }
        for name, share in zip(names, shares, strict=True)
    }


@st.composite
def firms_among(draw: st.DrawFn, segments: tuple[str, ...], bill: float, rival: bool) -> dict[str, Any]:
    """A firm, its levers somewhere in their plausible ranges."""
    firm: dict[str, Any] = {"behaviour": draw(st.sampled_from(BEHAVIOURS))}
    for path, value in draw(levers(bill, segments)).items():
        place, parts = firm, path.split(".")
        for part in parts[:-1]:
            place = place.setdefault(part, {})
        place[parts[-1]] = value
    if rival:
        firm["enters"] = draw(st.sampled_from((0, 0, 0, 3)))
    if draw(st.integers(0, 5)) == 0:
        firm["opening"] = {"cash": 0.0, "credit": 0.0}
    return firm


@st.composite
def levers(draw: st.DrawFn, bill: float, segments: tuple[str, ...], strategy: bool = False) -> dict[str, Any]:
    """Some levers by path, each within its plausible range."""
    names = sorted(path for path, known in changeable().items() if not strategy or known.lever)
    chosen = draw(st.lists(st.sampled_from(names), max_size=8, unique=True))
    values: dict[str, Any] = {}
    for path in chosen:
        value = draw(plausible(changeable()[path], bill))
        if path.endswith(".*"):
            path = f"{path.removesuffix('*')}{draw(st.sampled_from(segments))}"
        values[path] = value
    return values


@st.composite
def plausible(draw: st.DrawFn, known: Facts, bill: float) -> float:
    """A number within a quantity's plausible range; sums of money in the market's own size."""
    low, high = known.plausible
    value = low + draw(st.sampled_from((0.0, 0.3, 0.6, 1.0))) * (high - low)
    if known.of_bill:
        value = share_of(bill, value)
    return round(value) if known.whole else value


@st.composite
def events(draw: st.DrawFn, firms: tuple[str, ...], bill: float, segments: tuple[str, ...]) -> dict[str, Any]:
    """Something that befalls one firm, all firms or the market."""
    month = draw(st.integers(1, 8))
    event: dict[str, Any] = {"month": month, "title": "something", "until": month + draw(st.integers(0, 4))}
    whom = draw(st.sampled_from((None, "all", *firms)))
    if whom is None:
        path = draw(st.sampled_from(STRUCK))
        low, high = (0.0, 2.0) if path == "demand" else market_wide()[path].plausible
        return event | {"changes": {path: min(max(draw(between(low, high)), 0.1 if path == "wages" else -3.0), 3.0)}}
    crisis = draw(st.sampled_from(({"conditions.supply": 0.4}, {"conditions.faults": 8.0}, {"price": "-30%"}, {})))
    return event | {"firm": whom, "changes": crisis or draw(levers(bill, segments)) or {"costs.goods": 0.5}}


@st.composite
def trends(draw: st.DrawFn, segments: tuple[str, ...]) -> dict[str, Any]:
    """A drift of what customers want."""
    layer = draw(st.sampled_from(LAYERS))
    return {
        "title": "wants drift",
        "segment": draw(st.sampled_from((None, *segments))),
        "importance": {layer: draw(between(-0.5, 2.0))},
        "needs": {layer: draw(between(-0.3, 0.5))},
    }
