"""Claims C15 to C20: complete findings from small markets, and answers that are known beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

import numpy as np
import pytest
from matplotlib.figure import Figure

from sim.claims import (
    c15_dear_to_serve,
    c16_price_wars,
    c17_hard_to_complain,
    c18_let_small_go,
    c19_key_accounts,
    c20_help_them_win,
)
from sim.claims.claim import Finding
from sim.claims.exhibits import exhibit
from sim.claims.policies import TODAY, gain, our_customers, outcomes, with_policies
from sim.declarations import Scenario
from sim.declarations.scenario import Change
from sim.laboratory import UNCHANGED, Laboratory
from sim.market.market import Market
from sim.report.drawing import style
from sim.results import json_bytes

TINY: Mapping[str, Change] = {"market.customers": 200, "market.burn_in": 6, "market.months": 36, "market.run_off": 13}
MODULES = (
    c15_dear_to_serve, c16_price_wars, c17_hard_to_complain, c18_let_small_go, c19_key_accounts, c20_help_them_win,
)  # fmt: skip


class TinyLaboratory(Laboratory):
    """A laboratory of small towns: every case has a few hundred customers."""

    def case(self, name: str, changes: Mapping[str, Change] = UNCHANGED) -> Scenario:
        return super().case(name, {**changes, **TINY})


@pytest.fixture(scope="module")
def laboratory() -> Iterator[TinyLaboratory]:
    with TinyLaboratory(runs=2, workers=1) as tiny:
        yield tiny


@pytest.fixture(scope="module")
def findings(laboratory: TinyLaboratory) -> dict[str, Finding]:
    """Every finding, made when it is first asked for."""

    class Made(dict[str, Finding]):
        def __missing__(self, name: str) -> Finding:
            with style():
                self[name] = import_module(name).finding(laboratory)
            return self[name]

    return Made()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.CLAIM.id)
def test_a_finding_is_complete_and_can_be_shown(findings, module):
    found = findings[module.__name__]
    with style():
        shown = exhibit(module.CLAIM, found)
    assert found.measured.mean is not None
    assert isinstance(found.picture, Figure)
    assert found.sentence.endswith(".")
    assert "None" not in found.sentence and "nan" not in found.sentence
    assert len({one.where for one in found.conditions}) == len(found.conditions) > 3
    assert len(json_bytes(dict(shown.told))) > 1000
    assert shown.picture.startswith(b"\x89PNG")


def play(scenario: Scenario, policies: Mapping[str, Mapping[str, Change]], group=our_customers):
    return outcomes(with_policies(scenario, policies), 0, group)


def test_where_only_goods_cost_money_profit_ranks_as_sales_do(laboratory):
    free = {f"costs.{name}": 0.0 for name in ("encounter", "contact", "answer", "visit", "complaint", "joining")}
    told = c15_dear_to_serve.sales_and_profit(laboratory.case("retail_bank", free), 0)
    assert told[1] == pytest.approx(1.0, abs=1e-6)
    assert told[2:] == [0.0] * c15_dear_to_serve.TENTHS


def test_the_dearer_an_errand_the_more_customers_lose_money(laboratory):
    years = c15_dear_to_serve.played_years(laboratory, "retail_bank")
    losers = [years[factor][:, 2:].mean() for factor in c15_dear_to_serve.TIMES]
    assert losers == sorted(losers)
    assert losers[0] < losers[-1]


def test_firms_that_never_move_their_price_have_no_price_war(laboratory):
    still = c16_price_wars.Trial("television", c16_price_wars.BARE, ("static",) * 4)
    told = c16_price_wars.prices_and_leavers(c16_price_wars.world(laboratory, still, apart=False), 0)
    assert told[c16_price_wars.PRICES] == pytest.approx([c16_price_wars.USUAL] * 37)
    assert told[c16_price_wars.LEAVERS] == 0.0


def test_the_four_firms_are_alike_in_all_but_taste_and_ways(laboratory):
    firms = c16_price_wars.world(laboratory, c16_price_wars.MAIN, apart=True).firms.values()
    own = {"behaviour", "position_x", "position_y"}
    assert len({firm.model_dump_json(exclude=own) for firm in firms}) == 1
    assert len({(firm.position_x, firm.position_y) for firm in firms}) == len(firms)


def test_where_nobody_ever_complains_ease_is_worth_nothing(laboratory):
    mute = {"world.complain_minor": 0.0, "world.complain_major": 0.0}
    told = outcomes(c17_hard_to_complain.hard_and_easy(laboratory, "retail_bank", mute), 0)
    assert gain([told], c17_hard_to_complain.EASY, c17_hard_to_complain.HARD).mean == 0.0
    assert told[c17_hard_to_complain.EASY]["complaints"] == 0.0


def test_a_hard_process_is_used_less_and_leaves_more_in_silence(laboratory):
    told = outcomes(c17_hard_to_complain.hard_and_easy(laboratory, "retail_bank", {}), 0)
    hard, easy = told[c17_hard_to_complain.HARD], told[c17_hard_to_complain.EASY]
    assert hard["complaints"] < told[TODAY]["complaints"] < easy["complaints"]
    assert hard["silent"] > easy["silent"]


def test_the_smallest_fifth_is_a_fifth_and_the_smallest(laboratory):
    market = Market(laboratory.case("it_dealer"))
    small, ours = c18_let_small_go.smallest(market), our_customers(market)
    needs = market.town.customers["spend"] * market.town.customers["grown"]
    assert small.sum() == pytest.approx(0.2 * ours.sum(), abs=1)
    assert needs[small].max() < needs[ours & ~small].min()


def test_letting_nobody_go_changes_nothing_and_letting_go_empties_the_fifth(laboratory):
    kept = c18_let_small_go.GO | {"small_accounts.attention": 1.0, "small_accounts.release": 0.0}
    policies = {"named_only": kept, "let_go": c18_let_small_go.GO}
    told = play(laboratory.case("petrochemicals"), policies, c18_let_small_go.smallest)
    assert told["named_only"] == told[TODAY]
    assert told["let_go"]["stayed"] < 0.1 * told[TODAY]["stayed"]


def test_priority_is_worth_nothing_while_there_is_enough(laboratory):
    plenty = c19_key_accounts.market(laboratory, "petrochemicals")
    policies = {"priority": c19_key_accounts.CARE["priority"]}
    assert gain([play(plenty, policies)], "priority").mean == 0.0
    assert gain([play(c19_key_accounts.short_of_supply(plenty), policies)], "priority").mean != 0.0


def test_the_parts_of_care_together_are_all_of_it():
    together = {lever for name in c19_key_accounts.PARTS for lever in c19_key_accounts.CARE[name]}
    assert together == set(c19_key_accounts.CARE[c19_key_accounts.ALL])


def test_help_that_makes_nobody_grow_only_costs(laboratory):
    case = c19_key_accounts.market(laboratory, "petrochemicals", {"world.help_growth": 0.0})
    told = play(case, c20_help_them_win.on_top_of_care(case), c20_help_them_win.trusting)
    care, helped = told[c20_help_them_win.CARE_ONLY], told[c20_help_them_win.HELPED]
    assert helped["sales"] == care["sales"]
    assert helped["total_value"] < care["total_value"]


def test_help_makes_accounts_larger_and_leaves_their_staying_alone(laboratory):
    case = c19_key_accounts.market(laboratory, "petrochemicals")
    told = play(case, c20_help_them_win.on_top_of_care(case), c20_help_them_win.trusting)
    care, helped = told[c20_help_them_win.CARE_ONLY], told[c20_help_them_win.HELPED]
    assert helped["sales"] > care["sales"]
    assert np.array_equal(helped["stayed"], care["stayed"])
