"""C11: leads in product, systems and execution are copied away; leads in contact and bond are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.claims.claim import Claim, Condition, Finding
from sim.claims.markets import called
from sim.claims.policies import TODAY, with_policies
from sim.claims.saying import short, verdict_of
from sim.declarations import LAYERS, Scenario
from sim.intervals import estimate
from sim.laboratory import Laboratory
from sim.ledger import COLUMN
from sim.market.market import Market
from sim.report.drawing import COLOURS, GREY, figure, label_ends, wrapped
from sim.runs import Numbers
from sim.scenario.filling import average_bill
from sim.simulate import opened, record_of
from sim.survival import undisturbed
from sim.wording import listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SCENARIO, RIVAL = "telecom", "northline"
OTHERS = {"software_vendor": "quickdraw", "property_management": "southwind"}
"""Further markets, each with the rival that begins nearest to our firm."""
MONTHS = 72
MORE = 0.03
"""What more is spent on a layer, as a share of the average monthly bill."""
LAG = 6
"""Months until a rival that is told everything begins to follow."""
COPIED = ("product", "systems", "execution")
"""What the claim says is copied away."""
STATIC, SEEING, TOLD, ASKING = "do nothing", "copy what they see", "are told everything", "ask their customers"
RIVALS = {STATIC: "static", SEEING: "imitator", TOLD: "static", ASKING: "satisfaction_programme"}
"""What the rivals do, and the behaviour it stands for; those who are told follow by decisions written for them."""
UNIT = "months"
LEADS = {layer: layer for layer in LAYERS[:-1]} | {"care": "bond", "bond": "bond"}
"""What a lead may lie in, and the layer money is spent on for it: what is delivered, last the bond customers feel."""
Series = list[list[float]]

CLAIM = Claim(
    id="C11",
    title="Product, systems and execution are copied, contact and bond are not",
    says="A lead in product, systems or execution is copied away; a lead in contact or in the emotional bond is not.",
    source="004",
    origin="emergent",
    tested="In month 1 our firm begins to spend more on one layer, the same money whichever it is: three per cent of "
    "the average bill. The lead is what it delivers at that layer beyond its nearest rival, less what it would have "
    "been without the spending; money for the bond makes a lead in care, and one in the bond that customers feel. It "
    "is set beside the lead against rivals who do nothing: its half-life is the month in which half of that is gone, "
    f"looked for over {MONTHS // 12} years. Rivals who copy see price, product, systems and how complaints are taken "
    "of the firm with the best name, six months late; that people, process, contact and care are out of their sight "
    "is an assumption. So two other kinds are tried: rivals who are told everything and spend the same six months "
    "later, and rivals who ask their customers every half year where they fall short of the best. The claim holds "
    "for product, systems and execution if the half-life is found in most runs, for contact, care and the bond if in "
    "half of them or fewer.",
)


def finding(laboratory: Laboratory) -> Finding:
    """The half-life of a lead at every layer, by what rivals do."""
    leads = {rivals: lead_against(laboratory, SCENARIO, RIVAL, rivals, laboratory.runs) for rivals in RIVALS}
    half_lives = {rivals: half_life(leads[rivals], leads[STATIC]) for rivals in list(RIVALS)[1:]}
    fewer = max(2, laboratory.runs // 2)
    elsewhere = {
        name: half_life(
            *(
                lead_against(laboratory, name, rival, rivals, fewer, ("product", "systems"))
                for rivals in (SEEING, STATIC)
            )
        )
        for name, rival in OTHERS.items()
    }
    conditions = (*rows(half_lives), *further_rows(elsewhere))
    return Finding(
        verdict=verdict_of(conditions),
        sentence=sentence(half_lives),
        figure_is="months until half of a lead in product is gone, against rivals who copy what they see",
        measured=estimate(half_lives[SEEING][:, 0]),
        unit=UNIT,
        scenario=SCENARIO,
        picture=picture(leads, half_lives),
        conditions=conditions,
    )


def lead_against(
    laboratory: Laboratory, name: str, rival: str, rivals: str, runs: int, layers: Sequence[str] = LAYERS
) -> Numbers:
    """Our lead by layer and month, run by run, against rivals of a kind: (runs, leads, months + 1)."""
    case = laboratory.case(name, {"market.customers": 600, "market.months": MONTHS})
    kinds = {f"firms.{firm}.behaviour": RIVALS[rivals] for firm in case.firms if firm != case.us}
    case = undisturbed(laboratory.case(name, {"market.customers": 600, "market.months": MONTHS, **kinds}))
    tried = with_policies(case, {layer: {f"spend.{layer}": spending(case, layer)} for layer in layers})
    measure = partial(leads_over, rival, rivals == TOLD)
    return np.array(laboratory.measured(measure, [tried], runs)[0])


def spending(case: Scenario, layer: str) -> float:
    """What our firm spends on a layer once it takes the lead."""
    return float(getattr(case.firms[case.us].spend, layer)) + MORE * average_bill(case)


def leads_over(rival: str, told: bool, scenario: Scenario, run: int) -> Series:
    """For each layer tried: what we deliver beyond a rival, month by month, less the same under today's policy."""
    kept = opened(scenario, run)
    today = ahead(Market.restore(kept, TODAY), rival)
    leads = []
    for layer in (policy for policy in scenario.strategies if policy != TODAY):
        decisions = {rival: dict(following(scenario, rival, layer))} if told else {}
        beyond = ahead(Market.restore(kept, layer, decisions=decisions), rival) - today
        leads += [beyond[:, place].tolist() for place, of in enumerate(LEADS.values()) if of == layer]
    return leads


def following(scenario: Scenario, rival: str, layer: str) -> Iterator[tuple[int, Mapping[str, float]]]:
    """What a rival that is told everything decides: from `LAG` months on, a third of the gap a month."""
    own = float(getattr(scenario.firms[rival].spend, layer))
    aim = spending(scenario, layer)
    for step in range(1, 13):
        yield LAG + step, {f"spend.{layer}": own + (aim - own) * (1 - (2 / 3) ** step)}


def ahead(market: Market, rival: str) -> Numbers:
    """What we deliver beyond a rival, from month 0 to the horizon: (months + 1, leads)."""
    other = market.firm(rival).place
    market.advance(MONTHS)
    run = record_of(market)
    columns = [*(COLUMN[f"delivered_{layer}"] for layer in LAYERS), COLUMN["bond"]]
    return np.asarray(run.months[:, run.us, columns] - run.months[:, other, columns])


def half_life(leads: Numbers, unhindered: Numbers) -> Numbers:
    """The first month in which half of the lead is gone; NaN where that does not come. (runs, leads).

    >>> unhindered = np.array([[[0.0, 0.2, 0.4, 0.4]]])
    >>> half_life(np.array([[[0.0, 0.2, 0.3, 0.2]]]), unhindered).tolist()
    [[3.0]]
    """
    gone = leads[:, :, 1:] <= 0.5 * unhindered[:, :, 1:]
    return np.where(gone.any(axis=2), 1.0 + gone.argmax(axis=2), np.nan)


def rows(half_lives: Mapping[str, Numbers]) -> list[Condition]:
    """Every layer against every kind of rivals."""
    return [
        row(f"rivals who {rivals}: a lead in {lead}", SCENARIO, months[:, place], lead)
        for rivals, months in half_lives.items()
        for place, lead in enumerate(LEADS)
    ]


def further_rows(elsewhere: Mapping[str, Numbers]) -> list[Condition]:
    """What can be seen, in further markets."""
    return [
        row(f"{called(name)}, rivals who {SEEING}: a lead in {layer}", name, months[:, place], layer)
        for name, months in elsewhere.items()
        for place, layer in enumerate(("product", "systems"))
    ]


def row(where: str, scenario: str, months: Numbers, lead: str) -> Condition:
    """A half-life, and whether it is as claimed."""
    found = share_found(months)
    says = "" if found == 1 else f"half gone in {100 * found:.0f}% of runs within {MONTHS // 12} years"
    return Condition(where, scenario, as_claimed(lead, months), estimate(months), UNIT, says)


def share_found(months: Numbers) -> float:
    """The share of runs in which half of the lead was lost."""
    return float(np.isfinite(months).mean())


def copied(months: Numbers) -> bool:
    """Whether half of a lead was lost in most runs."""
    return share_found(months) > 0.5


def as_claimed(lead: str, months: Numbers) -> bool:
    """Whether a lead went as claimed: lost where it can be copied, kept where not."""
    return copied(months) == (lead in COPIED)


def sentence(half_lives: Mapping[str, Numbers]) -> str:
    """Which leads go and which stay, by what rivals do."""
    told = [
        f"Against rivals who {rivals} it {stands(months)}: {fate(months)}." for rivals, months in half_lives.items()
    ]
    return f"In mobile telephony: {' '.join(told)}"


def stands(months: Numbers) -> str:
    """How the claim stands against rivals of a kind."""
    otherwise = [lead for place, lead in enumerate(LEADS) if not as_claimed(lead, months[:, place])]
    return f"fails for {listed(otherwise)}" if otherwise else "holds"


def fate(months: Numbers) -> str:
    """Which leads are lost after how long, and which stay."""
    gone = [
        f"{lead} ({short(estimate(months[:, place]))} months)"
        for place, lead in enumerate(LEADS)
        if copied(months[:, place])
    ]
    stay = [lead for place, lead in enumerate(LEADS) if not copied(months[:, place])]
    lost = f"half of the lead is gone in {listed(gone)}" if gone else "no lead is lost"
    return f"{lost}, and it stays in {listed(stay)}" if gone and stay else lost


def picture(leads: Mapping[str, Numbers], half_lives: Mapping[str, Numbers]) -> Figure:
    """How much of each lead is left, month by month, against three kinds of rivals."""
    drawn = figure(
        title(half_lives[SEEING], half_lives[TOLD]),
        note="Mobile telephony. What is left of a lead bought with the same money at each layer, against what it would "
        "be if rivals did nothing. Mean over runs.",
    )
    panels = drawn.subplots(1, 3, sharey=True)
    for axes, rivals in zip(panels, half_lives, strict=True):
        draw_leads(axes, leads[rivals], leads[STATIC])
        axes.set_title(wrapped(f"rivals {rivals}", 24))
    panels[0].set_ylabel("% of the lead left")
    return drawn


def title(seeing: Numbers, told: Numbers) -> str:
    """What is lost to rivals who copy what they see, and what to rivals who are told."""
    seen, known = (sum(copied(months[:, place]) for place in range(len(LEADS))) for months in (seeing, told))
    told_apart = ": what lasts is what cannot be seen" if known > seen else ""
    return (
        f"Rivals who copy what they see take away {seen} of {len(LEADS)} leads, rivals who are told everything "
        f"{known}{told_apart}"
    )


def draw_leads(axes: Axes, leads: Numbers, unhindered: Numbers) -> None:
    """What is left of the lead at each layer, in per cent."""
    months = np.arange(1, MONTHS + 1)
    left = 100 * leads[:, :, 1:].mean(axis=0) / unhindered[:, :, 1:].mean(axis=0)
    for layer, line, ink in zip(LEADS, left, COLOURS, strict=True):
        axes.plot(months, np.clip(line, -30, 130), color=ink, linewidth=3, label=layer)
    axes.axhline(50, color=GREY, linewidth=1.5, linestyle=":")
    axes.set_ylim(-35, 135)
    axes.set_xlabel("month")
    label_ends(axes, MONTHS, left[:, -1].clip(-30, 130).tolist(), list(LEADS), COLOURS)
