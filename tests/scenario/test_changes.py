"""Changes that cannot be made are refused with the remedy; those that can, are taken."""

from __future__ import annotations

import pytest

from sim.scenario.scenario import read

from .conftest import SHOP

CHEAP = 'price: "-10%"'
WAR = 'price: "-15%", behaviour: price_cutter'
SLUMP = 'demand: "-10%"'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("prise: 1", "there is no such lever; did you mean price?"),
        ("pay: 1", "did you mean workforce.pay?"),
        ("workforce: 1", "did you mean workforce.heads or workforce.follow or workforce.pay?"),
        ("workforce.pey: 1", "did you mean workforce.pay?"),
        ("rival.price: 1", "a strategy cannot change a rival, only shop; an event with `firm: rival` may"),
        ("firms.rival.price: 1", "a strategy cannot change a rival"),
        ("shop.price: 1", "leave the firm's name out; write price"),
        ("costs.goods: 0.4", "this befalls a firm and is not decided by it"),
        ("conditions.supply: 0.4", "this befalls a firm and is not decided by it"),
        ("opening.cash: 5", "this is not a lever and cannot change during a run"),
        ("enters: 5", "this is not a lever and cannot change during a run"),
        ("loss_aversion: 1", "this is not a lever and cannot change during a run"),
        ("demand: 2", "this belongs to the market; only an event without `firm:` changes it"),
        ("technicians: 2", "did you mean technicians.regulars or technicians.guests?"),
        ("technicians.gests: 2", "'gests' is not a segment; did you mean technicians.guests?"),
        ("technicians.guests: 20", "20 is given; expected a number from 0 to 10"),
        ("zebra: 2", "there is no such lever; `python run.py explain firms` lists them"),
        ("price: 1000", "1000 is given; expected a number from 0.01 to 100"),
        ("price: '-100%'", "1 -100% is 0; expected a number from 0.01 to 100"),
        ("workforce.authority: '+200%'", "0.4 +200% is 1.2; expected a number from 0 to 1"),
        ("acquisition.discount: '+20%'", "it is 0 before, and 0 +20% is still 0; give a number"),
        ("acquisition.referral_reward: '+20%'", "it is 0 before"),
        ("price: 20%", "'20%' is neither a number nor a percentage"),
        ("price: cheap", "'cheap' is neither a number nor a percentage"),
        ("price: '30'", "'30' is neither a number nor a percentage"),
        ("price: yes", "'yes' is neither a number nor a percentage"),
        ("price: [1]", "a list does not fit; expected a number, or a percentage in quotes such as '+20%'"),
        ("price: ~", "nothing is given"),
        ("workforce: {pay: 2}", "write the path with dots, as in workforce.pay"),
        ("terms.contract_months: 1.5", "1.5 is given; expected a whole number from -1 to 120"),
        ("lag: 500", "500 is given; expected a whole number from 0 to 120"),
        ("behaviour: poachr", "'poachr' is not a behaviour; did you mean poacher?"),
        ("behaviour: 3", "3 is not a behaviour"),
    ],
)
def test_a_strategy_changes_levers_of_our_firm_only(broken, change, said):
    told, line = broken(CHEAP, change)
    key = change.split(":")[0]
    assert f"market.yaml, line {line}: strategies.cheap.changes.{key}: " in told and said in told, told


@pytest.mark.parametrize(
    ("old", "change", "said"),
    [
        (WAR, "opening.cash: 1", "this is not a lever and cannot change during a run"),
        (WAR, "shop.price: 1", "leave the firm's name out and set `firm: shop` in the event"),
        (WAR, "rival.price: 1", "leave the firm's name out; write price"),
        (WAR, "demand: 1", "this belongs to the market; an event without `firm:` changes it"),
        (WAR, "costs.goods: 3", "3 is given; expected a number from 0 to 2"),
        (SLUMP, "price: 1", "this belongs to a firm; say which with `firm:`, or `firm: all`"),
        (SLUMP, "attention.guests: 1", "this belongs to a firm"),
        (SLUMP, "demandd: 1", "nothing of the market has this name; did you mean demand?"),
        (SLUMP, "wages: 0", "0 is given; expected a number from 0.1 to 10"),
        (SLUMP, "customers: 5", "nothing of the market has this name"),
    ],
)
def test_an_event_changes_what_can_befall_a_firm_or_the_market(broken, old, change, said):
    told, line = broken(old, change)
    assert f"market.yaml, line {line}: events[" in told and said in told, told


@pytest.mark.parametrize(
    ("old", "change"),
    [
        (CHEAP, "price: '+5 %'"),
        (CHEAP, "price: \u221210%"),
        (CHEAP, "price: 0.9"),
        (CHEAP, "lag: 3, boldness: 2, behaviour: poacher"),
        (CHEAP, "training.guests: 0.1, targeting.regulars: 2, discount.guests: '+50%'"),
        (CHEAP, "spend.product: '+60%', spend.contact: '-20%'"),
        (CHEAP, "terms.contract_months: 12, key_accounts.share: 0.2"),
        (WAR, "costs.wage: '+10%', conditions.faults: 3, behaviour: static"),
        (SLUMP, "demand: 0.8, wages: '+5%', captivity: 0, outside: -1"),
    ],
)
def test_changes_that_can_be_made_are_taken(tmp_path, shop, old, change):
    file = tmp_path / "market.yaml"
    file.write_text(shop.replace(old, change), encoding="utf-8")
    assert read(file).us == "shop"


def test_a_fault_that_all_firms_share_is_told_once(broken):
    told, _ = broken("conditions.supply: 0.8", "conditions.supply: 8")
    assert told.count("8 is given") == 1


def test_a_phase_builds_on_what_its_strategy_changed(tmp_path, shop, refused):
    phases = "phases: [{from: 3, changes: {acquisition.discount: '+20%'}}]"
    built = shop.replace(f"cheap: {{changes: {{{CHEAP}}}", f"cheap: {{{phases}, changes: {{acquisition.discount: 0.1}}")
    assert built != shop
    (tmp_path / "built.yaml").write_text(built)
    assert read(tmp_path / "built.yaml").us == "shop"
    told = refused(built.replace("changes: {acquisition.discount: 0.1}", "changes: {}"))
    assert "strategies.cheap.phases[1].changes.acquisition.discount: it is 0 before" in told


def test_the_example_holds_a_change_of_every_kind():
    scenario = read(SHOP)
    assert {event.firm for event in scenario.events} == {"rival", "all", None}
