"""The Chinese catalogue: nothing that can be said is missing from it, and nothing in it is never said."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from babel.messages import Catalog

from sim.language.messages import _, in_same_language, language, several, speaking
from sim.wording import in_a_row, listed, money, money_range, more_or_less, scale, unit_of_money
from tests.language.catalogue import Message, messages, translations

PLACES = re.compile(r"\{(\w*)")
CHINESE_SIGN = re.compile("[\u4e00-\u9fff]")
NEED_NO_SIGN = re.compile(r"[\W\d_]*|[\W\d_]*(\{[^}]*\}[\W\d_]*)+")
"""Messages that are nothing but named places and punctuation."""


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    """The catalogue as it stands."""
    return translations()


def key_of(message: Message) -> str:
    """The first of the forms under which a message is known."""
    return message if isinstance(message, str) else message[0]


def said(catalogue: Catalog, message: Message) -> str:
    """The translation, empty where there is none."""
    found = catalogue.get(key_of(message))
    string = found.string if found else ""
    return string if isinstance(string, str) else "".join(string or ())


def test_every_message_of_the_code_and_every_declaration_is_translated(chinese: Catalog) -> None:
    assert len(messages()) > 500
    assert [message for message in messages() if not said(chinese, message)] == []


def test_the_catalogue_holds_nothing_that_is_never_said(chinese: Catalog) -> None:
    known = {key_of(message) for message in messages()}
    assert [entry.id for entry in chinese if entry.id and key_of(entry.id) not in known] == []


def test_translations_name_the_same_places_as_their_messages(chinese: Catalog) -> None:
    for message in messages():
        assert set(PLACES.findall(said(chinese, message))) == set(PLACES.findall(key_of(message))), message


def test_translations_are_chinese(chinese: Catalog) -> None:
    plain = [message for message in messages() if not CHINESE_SIGN.search(said(chinese, message))]
    assert [message for message in plain if not NEED_NO_SIGN.fullmatch(said(chinese, message))] == []


def test_translations_hold_no_spaces_between_chinese_signs(chinese: Catalog) -> None:
    gap = re.compile("[\u4e00-\u9fff，。；：、] +[\u4e00-\u9fff]")
    assert [message for message in messages() if gap.search(said(chinese, message))] == []


def test_a_message_that_is_missing_would_be_found(chinese: Catalog) -> None:
    assert said(chinese, "a message nobody wrote") == ""


def test_english_is_spoken_unless_something_else_is_chosen_and_again_afterwards() -> None:
    with speaking("zh"):
        assert _("Complained.") == "提出了投诉。"
    assert (language(), _("Complained.")) == ("en", "Complained.")


def test_words_of_the_user_are_left_alone_braces_and_all() -> None:
    with speaking("zh"):
        assert _("A {strange} title") == "A {strange} title"
        assert _("") == ""
        assert _("{strategy}: {finding}", strategy="{x}", finding="100%") == "{x}：100%"


def test_money_is_said_in_wan_and_yi() -> None:
    with speaking("zh"):
        assert scale(3e8) == (1e8, "亿")
        assert money(1_234_567, "CNY") == "123万元"
        assert money(812.4, "EUR") == "812欧元"
        assert money(-250_000_000, "USD") == "-2.50亿美元"
        assert money(12_345, "SEK") == "SEK 1.23万"
        assert money_range(900_000, 1_500_000, "CNY") == "90.0至150万元"
        assert more_or_less(-2_000_000, "CNY") == "少200万元"
        assert unit_of_money("万", "CNY") == "万元"


def test_lists_counts_and_sentences_are_joined_as_in_chinese() -> None:
    with speaking("zh"):
        assert listed(["价格", "广告", "培训"]) == "价格、广告和培训"
        assert several("{count:,} run", "{count:,} runs", 1000) == "1,000次模拟"
        assert in_a_row(["提出了投诉。", "没有结果。"]) == "提出了投诉。没有结果。"


def test_work_done_elsewhere_speaks_the_language_of_whoever_gave_it() -> None:
    with ThreadPoolExecutor(1) as elsewhere, speaking("zh"):
        assert elsewhere.submit(_, "Complained.").result() == "Complained."
        assert elsewhere.submit(in_same_language(_), "Complained.").result() == "提出了投诉。"
