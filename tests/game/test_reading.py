"""A game file is in order, or refused in one sentence that says where, what and what to do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sim.game.history import Shock
from sim.game.reading import Game, beginning, game_from_json, game_to_json, read_game
from sim.game.shocks import shock_of
from sim.game.table import Table
from sim.scenario.errors import ScenarioError
from sim.scenario.scenario import read

from .games import DATA, STREET, decided, history, street

ROOT = Path(__file__).parents[2]
PEOPLE = "levers: [workforce.pay, workforce.training, workforce.authority]"
WRONG = [
    ("shop.yaml", "shopp.yaml", "scenario: there is no file 'shopp.yaml' from here"),
    ("firm: shop", "firm: shoop", "firm: the scenario has no firm 'shoop'; did you mean shop?"),
    ("{rival: imitator}", "{rivel: imitator}", "rivals.rivel: the scenario has no firm 'rivel'; did you mean rival?"),
    ("{rival: imitator}", "{rival: imitater}", "rivals.rival: 'imitater' does not fit; expected 'static'"),
    ("[relationship_builder", "[builder", "computers[1]: 'builder' does not fit; expected 'static'"),
    ("teams: 3", "teams: 11", "teams: 11 does not fit; expected a whole number from 1 to 10"),
    ("title: The street\n", "", "title: this key is missing; give text"),
    ("budget", "budgett", "budgett: there is no such key; did you mean budget?"),
    ("firms.rival.price: 0.95", "firms.rivall.price: 0.95", "there is no 'rivall' here; did you mean rival?"),
    ("firms.rival.price: 0.95", "firms.rival.price: 500", "500 does not fit; expected a number from 0.01 to 100"),
    ("market.customers: 300", "market.months: 3", "changes.market.months: a game's market.months follow from"),
    ("round: 3", "round: 5", "stages[3].round: 5 is given; the game has 4 rounds"),
    ("discount.guests", "discount.gests", "'gests' is not a segment; did you mean discount.guests?"),
    ("workforce.pay", "workforce.payy", "'workforce.payy': there is no such lever; did you mean workforce.pay?"),
    ("workforce.pay", "costs.goods", "'costs.goods': a team does not decide this"),
    ("workforce.pay", "behaviour", "'behaviour': a team does not decide this"),
    ("workforce.pay", "demand", "'demand': this belongs to the market"),
    ("workforce.pay", "price", "price opens in round 1 already; keep one"),
    (PEOPLE, "levers: []", "stages[2].levers: there is nothing in it; give at least one"),
    (PEOPLE, "levers: price", "stages[2].levers: 'price' does not fit; expected a list"),
    ('demand: "-20%"', 'demandd: "-20%"', "nothing of the market has this name; did you mean demand?"),
    ('demand: "-20%"', "price: 0.9", "shocks.recession.changes.price: this belongs to a firm"),
    ("faults: 2", "faults: 200", "shocks.fog.changes.conditions.faults: 200 is given; expected a number from 0 to 20"),
    ("conditions.faults: 2", "behaviour: poacher", "shocks.fog.changes.behaviour: a shock changes numbers"),
    ("conditions.faults: 2", "segments.guests.share: 1", "this is not a lever and cannot change during a run"),
    ("firm: all", "firm: everybody", "shocks.fog.firm: 'everybody' does not fit; expected one of market, all, team"),
    ("segments.regulars.title", "segments.regular.title", "did you mean segments.regulars.title?"),
    ("zh:", "fr:", "words.fr: 'fr' does not fit; expected 'zh'"),
    ("budget: 1.2", "played: [{decisions: {team_4: {price: 1}}}]", "nobody plays 'team_4'; did you mean team_3?"),
    ("budget: 1.2", "played: [{decisions: {team_1: {prise: 1}}}]", "there is no such lever; did you mean price?"),
    ("budget: 1.2", "played: [{decisions: {team_1: {price: 900}}}]", "price: 900 is given; expected a number from"),
    ("budget: 1.2", "played: [{shocks: [fogg]}]", "there is no shock 'fogg'; did you mean fog?"),
    ("budget: 1.2", "played: [{shocks: [bad_month]}]", "bad_month strikes one team; write {bad_month: team_1}"),
    ("budget: 1.2", "played: [{shocks: [{fog: team_1}]}]", "fog does not strike one team only; write its name alone"),
    ("budget: 1.2", "played: [{}, {}, {}, {}]", "4 rounds are played already; the game has 4"),
]


def altered_street(folder: Path, old: str, new: str) -> Path:
    """The street's game file with something in it replaced."""
    text = STREET.read_text()
    assert old in text
    (folder / "shop.yaml").write_text((DATA / "shop.yaml").read_text())
    (folder / "street.yaml").write_text(text.replace(old, new, 1))
    return folder / "street.yaml"


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_place_and_the_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        read_game(altered_street(tmp_path, old, new))
    sentence = str(refused.value)
    assert said in sentence
    assert "street.yaml, line " in sentence and "\n" not in sentence and len(sentence) < 400


def test_several_faults_are_told_one_a_line_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = altered_street(tmp_path, "budget: 1.2", "played: [{decisions: {team_9: {}, team_1: {x: 1}}, shocks: [y]}]")
    path.write_text(path.read_text().replace("round: 3", "round: 9"))
    with pytest.raises(ScenarioError) as refused:
        read_game(path)
    assert [line.split(": ")[1] for line in str(refused.value).split("\n")] == [
        "stages[3].round",
        "played[1].decisions.team_9",
        "played[1].decisions.team_1.x",
        "played[1].shocks[1]",
    ]


def test_ten_teams_and_three_rivals_are_too_many(tmp_path: Path) -> None:
    path = altered_street(tmp_path, "{rival: imitator}", "{rival: imitator, shop: poacher, third: static}")
    shop = path.parent / "shop.yaml"
    shop.write_text(shop.read_text().replace("  rival: {", "  third: {}\n  rival: {"))
    assert len(read_game(path, teams=9).case.firms) == 12
    with pytest.raises(ScenarioError, match="10 teams and 3 rivals are 13 firms; at most 12 are played"):
        read_game(path, teams=10)


@pytest.mark.parametrize(("asked", "said"), [({"teams": 0}, "teams: 0 does not fit"), ({"rounds": 99}, "rounds: 99")])
def test_what_is_asked_for_is_held_to_the_same_bounds(asked: dict[str, int], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        read_game(STREET, **asked)


def test_the_market_has_the_teams_in_place_of_the_firm_and_the_rivals_that_stay() -> None:
    game = street()
    assert game.seats == ("team_1", "team_2", "team_3") and game.rivals == ("rival",)
    assert tuple(game.case.firms) == (*game.seats, *game.rivals)
    assert game.case.us == "team_1" and game.case.market.months == 8 and game.case.market.customers == 300
    assert game.case.firms["team_2"].workforce.training == 20 and game.case.firms["team_2"].title == "Team 2"
    assert game.case.firms["rival"].behaviour == "imitator" and game.case.firms["rival"].price == 0.95
    assert {firm.opening.share for firm in game.case.firms.values()} == {None}
    assert not game.case.events and not game.case.market.known and len(game.case.strategies) == 1
    assert game.case.trends[0].title == "Faster is normal"


def test_more_teams_or_fewer_rounds_can_be_asked_for_than_the_file_says() -> None:
    game = read_game(STREET, teams=10, rounds=2, seed=9)
    assert len(game.seats) == 10 and game.case.market.months == 4 and game.seed == 9


def test_a_game_survives_being_written_as_json() -> None:
    for game in (street(), read_game(STREET, teams=1, rounds=3)):
        assert game_from_json(json.loads(json.dumps(game_to_json(game)))) == game


def test_a_game_is_told_in_its_own_words_in_chinese_and_the_rest_stays() -> None:
    game = street().in_language("zh")
    assert game.file.title == "一条街" and game.case.title_of("segments", "regulars") == "常客"
    assert game.case.segments["regulars"].meaning.product == "咖啡" and game.case.currency == "欧元"
    assert game.file.shocks["recession"].title == "不景气" and game.case.title_of("firms", "team_2") == "第二家店"
    assert game.file.story == street().file.story
    assert game.in_language("en") == street() and game.in_language("zh") == game


def test_a_half_played_game_begins_where_its_file_says(tmp_path: Path) -> None:
    played = (
        "played:\n  - {decisions: {team_1: {price: 0.9}}, computers: {team_2: poacher}}\n"
        "  - {shocks: [fog, {bad_month: team_3}]}"
    )
    game = read_game(altered_street(tmp_path, "budget: 1.2", played))
    begun = beginning(game)
    assert begun.rounds[0].of("team_1") == {"price": 0.9} and begun.rounds[0].computers == (("team_2", "poacher"),)
    fog, bad_month = begun.rounds[1].shocks
    assert (fog.firm, bad_month.firm, bad_month.months) == ("all", "team_3", 1)
    levers = Table(game).outcome(begun).levers
    assert levers["team_1"]["price"] == 0.9 and levers["team_2"]["poaching.offers"] > 0
    assert beginning(street()) == history()


CHALLENGES = sorted((ROOT / "scenarios" / "workshop").glob("challenge_*.yaml"))


@pytest.mark.parametrize("path", CHALLENGES, ids=[path.stem for path in CHALLENGES])
@pytest.mark.parametrize("teams", [1, 4, 10])
def test_in_a_half_played_game_all_teams_take_over_the_same_firm_however_many_they_are(path: Path, teams: int) -> None:
    game = read_game(path, teams=teams)
    for closed in beginning(game).rounds:
        assert [seat for seat, _levers in closed.decisions] == list(game.seats)
        assert len({levers for _seat, levers in closed.decisions}) == 1


def test_a_shock_is_taken_from_the_list_and_strikes_whom_it_may() -> None:
    assert shock_of(street(), "recession") == Shock("recession", "Recession", None, (("demand", "-20%"),), 3)
    assert shock_of(street(), "bad_month", "team_2", announced=False).firm == "team_2"
    for name, seat, said in (("reccession", None, "did you mean recession?"), ("bad_month", "rival", "strikes one")):
        with pytest.raises(ScenarioError, match=said):
            shock_of(street(), name, seat)


SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_every_scenario_is_a_game_without_a_game_file(path: Path) -> None:
    game = read_game(path, teams=4, rounds=5)
    assert len(game.seats) == 4 and [stage.round for stage in game.file.stages] == [1, 2, 3, 4]
    assert set(game.rivals) < set(read(path).firms) and not game.file.words
    struck = tuple(shock_of(game, name, "team_1") for name in game.file.shocks)
    assert len(struck) >= 7


def test_the_usual_game_lets_happen_what_its_scenario_does() -> None:
    shocks = read_game(ROOT / "scenarios" / "airline.yaml").file.shocks
    assert shocks["event_2"].title == "Three months of fog" and shocks["event_2"].months == 3
    assert "event_1" not in shocks and "open_door" not in shocks


def test_ten_teams_leave_room_for_two_rivals_only() -> None:
    assert len(read_game(ROOT / "scenarios" / "telecom.yaml", teams=10).case.firms) <= 12


def test_a_scenario_is_played_as_the_game_it_usually_is() -> None:
    game: Game = read_game(DATA / "shop.yaml", teams=2, rounds=4)
    shocks = tuple(shock_of(game, name, "team_1") for name in game.file.shocks)
    closed = replace(decided(team_1={"price": 0.95}), shocks=shocks)
    outcome = Table(game).outcome(history(closed))
    assert outcome.firms == ("team_1", "team_2", "rival") and outcome.now("customers").min() > 0
