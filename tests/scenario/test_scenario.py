"""A scenario that is not in order is refused with the file, the line, the key, the value and the remedy."""

from __future__ import annotations

import pytest

from sim.declarations import Firm, Scenario
from sim.scenario.declared import declared
from sim.scenario.filling import average_bill, with_money
from sim.scenario.scenario import HANDFUL, read

from .conftest import SHOP


def test_the_example_is_in_order():
    scenario = read(SHOP)
    assert scenario.title == "A small market"
    assert scenario.strategies["train"].from_ == 2


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("price: 1.0", "prise: 1.0", "firms.shop.prise", "there is no such key; did you mean price?"),
        ("price: 1.0", "pay: 1.0", "firms.shop.pay", "there is no such key here; it belongs under workforce"),
        ("price: 1.0", "spend.product: 4", "firms.shop.spend.product", "write spend: {product: ...}"),
        ("price: 1.0", "price: 1000", "firms.shop.price", "1000 does not fit; expected a number from 0.01 to 100"),
        ("price: 1.0", "price: dear", "firms.shop.price", "'dear' does not fit; expected a number from 0.01 to 100"),
        ("price: 1.0", "price: true", "firms.shop.price", "'true' does not fit; expected a number"),
        ("price: 1.0", "price: yes", "firms.shop.price", "'yes' does not fit; expected a number"),
        ("price: 1.0", "price: '+20%'", "firms.shop.price", "'+20%' does not fit; expected a number"),
        ("price: 1.0", "price: [1]", "firms.shop.price", "a list does not fit"),
        ("price: 1.0", "price: {a: 1}", "firms.shop.price", "a mapping does not fit"),
        ("price: 1.0", "price: ~", "firms.shop.price", "nothing is given; give a number"),
        ("customers: 400", "customers: 400.5", "market.customers", "400.5 does not fit; expected a whole number"),
        ("customers: 400", "customers: 0", "market.customers", "a whole number from 1 to 5,000,000 (customers)"),
        ("customers: 400", "kind: monopoly", "market.kind", "one of subscription, repertoire, captive"),
        ("customers: 400", "seed: 4", "market.seed", "there is no such key here; it belongs at the top level"),
        ("customers: 400", "custommers: 400", "market.custommers", "did you mean customers?"),
        ("behaviour: imitator", "behaviour: copycat", "firms.rival.behaviour", "expected one of static, imitator"),
        ("workforce: {training: 20}", "workforce: 20", "firms.shop.workforce", "a mapping of keys such as heads"),
        ("{share: 0.3, spend: {mean: 50}, talkativeness: 2}", "5", "segments.guests", "expected a mapping of keys"),
        ("talkativeness: 2", "taste: [1, 2, 3]", "segments.guests.taste", "two numbers such as [0.5, 0.5]"),
        ("talkativeness: 2", "taste: [0, 2]", "segments.guests.taste", "expected two numbers from 0 to 1"),
        ("talkativeness: 2", "importance: {product: 0, systems: 0, execution: 0, contact: 0, bond: 0}",
         "segments.guests.importance", "nothing matters to this segment"),
        ("title: A small market", "title: 42", "title", "42 is a number; expected text, so put it in quotes"),
        ("title: Recession, ", "", "events[3].title", "this key is missing; give text"),
        ("title: As it is", "from_: 3", "strategies.as_is.from_", "did you mean from?"),
        ("cheap: {changes: {price: \"-10%\"}, until: 6}", "cheap:", "strategies.cheap", "nothing is given"),
        ("month: 4", "month: 0", "events[1].month", "0 does not fit; expected a whole number from 1 to 1,200"),
        ("month: 4", "month: 1201", "events[1].month", "expected a whole number from 1 to 1,200"),
        ("us: shop", "us: shap", "us", "'shap' is not a firm; did you mean shop?"),
        ("baseline: as_is", "baseline: asis", "baseline", "'asis' is not a strategy; did you mean as_is?"),
        ("rival: {share: 0.5}", "rivale: {share: 0.5}", "market.known.rivale", "did you mean rival?"),
        ("firm: rival", "firm: rivals", "events[1].firm", "'rivals' is not a firm; did you mean rival?"),
        ("segment: guests", "segment: guest", "trends[1].segment", "'guest' is not a segment; did you mean guests?"),
        ("execution: 0.2", "exekution: 0.2", "trends[1].importance.exekution", "did you mean execution?"),
        ("execution: 0.2", "execution: 20", "trends[1].importance.execution", "expected a number from -1 to 10"),
        ("guests: 0.1", "gests: 0.1", "firms.shop.discount.gests", "'gests' is not a segment; did you mean guests?"),
        ("guests: 0.1", "guests: 2", "firms.shop.discount.guests", "2 is given; expected a number from 0 to 0.9"),
        ("title: The Shop", "enters: 3", "firms.shop.enters", "our own firm is there from the start"),
        ("until: 8", "until: 3", "events[1].until", "month 3 comes before the first month, 4"),
        ("  rival: {behaviour", "  Der Rivale: {behaviour", "firms.Der Rivale", "is not a simple name"),
        ("  rival: {behaviour", "  all: {}\n  rival: {behaviour", "firms.all", "has a meaning of its own"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_place_and_remedy(broken, old, new, key, said):
    told, line = broken(old, new)
    assert any(f"market.yaml, line {line}: {key}: " in one and said in one for one in told.splitlines()), told


def test_segments_make_up_the_whole_market(broken):
    assert "segments: the segments' shares sum to 0.9; expected 1" in broken("share: 0.7", "share: 0.6")[0]


def test_shares_may_miss_one_by_a_hair(tmp_path, shop):
    (tmp_path / "a.yaml").write_text(shop.replace("share: 0.7", "share: 0.7000005"))
    assert read(tmp_path / "a.yaml").us == "shop"


def with_shares(shop: str, ours: object, theirs: object) -> str:
    """The example with opening shares for both firms."""
    text = shop.replace("price: 1.0", f"opening: {{share: {ours}}}")
    return text.replace("lag: 3", f"opening: {{share: {theirs}}}")


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        (0.7, 0.4, "opening shares sum to 1.1; expected at most 1"),
        (0.7, 0.2, "opening shares sum to 0.9; expected 1, or leave one firm's out"),
    ],
)
def test_opening_shares_fit_into_the_market(refused, shop, ours, theirs, said):
    assert f"firms: the firms' {said}" in refused(with_shares(shop, ours, theirs))


@pytest.mark.parametrize(("ours", "theirs"), [(0.7, 0.3), (0.7, "~"), (1, "~")])
def test_opening_shares_that_fit_are_taken(tmp_path, shop, ours, theirs):
    (tmp_path / "a.yaml").write_text(with_shares(shop, ours, theirs))
    assert read(tmp_path / "a.yaml").firms["shop"].opening.share == ours


def test_a_firm_that_enters_later_holds_no_opening_share(tmp_path, shop):
    text = with_shares(shop, 1, 0.5).replace("behaviour: imitator", "enters: 3")
    (tmp_path / "a.yaml").write_text(text)
    assert read(tmp_path / "a.yaml").firms["rival"].enters == 3


@pytest.mark.parametrize("kind", ["firms", "segments"])
def test_at_most_twelve_are_played(broken, kind):
    head = {"firms": "firms:\n", "segments": "segments:\n"}[kind]
    entry = {"firms": "{}", "segments": "{share: 0}"}[kind]
    many = head + "".join(f"  extra{number}: {entry}\n" for number in range(11))
    assert f"{kind}: there are 13; at most 12 {kind} are played" in broken(head, many)[0]


@pytest.mark.parametrize("kind", ["firms", "segments", "strategies"])
def test_there_is_at_least_one(refused, shop, kind):
    start = shop.index(f"{kind}:\n")
    end = next(at for at in range(start + len(kind) + 2, len(shop)) if shop[at - 1] == "\n" and shop[at] != " ")
    told = refused(shop[:start] + f"{kind}: {{}}\n" + shop[end:])
    assert f"{kind}: there is none; give at least one of the {kind}" in told


def test_a_bill_beyond_all_bounds_is_refused(broken):
    assert "count money in thousands" in broken("mean: 100", "mean: 1e9")[0]


def test_a_handful_of_faults_is_told_in_the_order_of_the_file(refused):
    lines = refused("\n".join(f"key{number}: 1" for number in range(30))).splitlines()
    assert len(lines) == HANDFUL + 1 and lines[-1].startswith("... and ")
    places = [int(line.split("line ")[1].split(":")[0]) for line in lines[:-1]]
    assert places == sorted(places)


def test_no_sentence_carries_what_could_confuse_a_terminal(refused):
    told = refused('title: a\n"\\e[31mred\\nkey": 1\nus: "\\e]0;x\\a"\n')
    assert told.isprintable() or all(line.isprintable() for line in told.splitlines())


def test_every_sum_of_money_is_filled_with_its_share_of_the_bill():
    scenario = read(SHOP)
    assert average_bill(scenario) == pytest.approx(85)
    assert all(None not in money_of(section) for section in (scenario.world, *scenario.firms.values()))
    assert scenario.firms["rival"].costs.wage == 850
    assert scenario.firms["shop"].workforce.training == 20
    assert with_money(Firm(), 1.0).opening.cash == 12


def money_of(section) -> list[float | None]:
    """The sums of money in a section."""
    sums: list[float | None] = []
    for name, field in type(section).model_fields.items():
        value, more = getattr(section, name), field.json_schema_extra
        if hasattr(value, "model_fields_set"):
            sums += money_of(value)
        elif isinstance(more, dict) and "share_of_bill" in more:
            sums.append(value)
    return sums


def test_a_filled_scenario_is_itself_in_order():
    scenario = read(SHOP)
    assert Scenario.model_validate(scenario.model_dump(by_alias=True)) == scenario


@pytest.mark.parametrize("item", [item for item in declared() if item.facts], ids=lambda item: item.path)
def test_every_quantity_says_what_it_means_and_lies_within_its_bounds(item):
    low, high = item.facts.bounds
    assert item.meaning and item.facts.unit and item.facts.source
    assert item.facts.of_bill or low <= item.facts.plausible[0] <= item.facts.plausible[1] <= high
    assert item.facts.of_bill or low <= item.facts.default <= high
    assert not item.facts.lever or (item.facts.group and item.facts.cost)
