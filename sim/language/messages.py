"""Messages in the reader's language: an English sentence is the key, `zh.po` holds the same in Simplified Chinese.

Catalogues are read as they stand (`.po`, by Babel, and only where another language than English is spoken), so that
nothing has to be compiled before an editable install or a wheel can use them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TypeVar

ENGLISH, CHINESE = "en", "zh"
LANGUAGES = (ENGLISH, CHINESE)
CATALOGUES = Path(__file__).parent

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)
Job = TypeVar("Job")
Result = TypeVar("Result")


def language() -> str:
    """The language spoken at present."""
    return _spoken.get()


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Speaks a language for a while; chosen once, where a command begins.

    >>> with speaking("zh"):
    ...     _("How sure")
    '有多大把握'
    """
    before = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(before)


def in_same_language(work: Callable[[Job], Result]) -> Callable[[Job], Result]:
    """The same work, in whatever process it is done, in the language spoken here."""
    return partial(_spoken_in, language(), work)


def _spoken_in(chosen: str, work: Callable[[Job], Result], job: Job) -> Result:
    with speaking(chosen):
        return work(job)


def _(message: str, **values: object) -> str:
    """A message in the language spoken, with its named places filled; what no catalogue knows stays as it is.

    >>> _("{amount} more", amount="EUR 3")
    'EUR 3 more'
    """
    found = catalogue(language()).gettext(message) if message else ""
    return found.format(**values) if values else found


def several(one: str, many: str, count: int) -> str:
    """A message about a number of things, named `count` in it.

    >>> several("{count:,} run", "{count:,} runs", 1), several("{count:,} run", "{count:,} runs", 30)
    ('1 run', '30 runs')
    """
    return catalogue(language()).ngettext(one, many, count).format(count=count)


def noted(message: str) -> str:
    """A message that is translated later, where it is used: for tables of words."""
    return message


@cache
def catalogue(chosen: str) -> NullTranslations:
    """The messages of a language."""
    if chosen == ENGLISH:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (CATALOGUES / f"{chosen}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=chosen))
    compiled.seek(0)
    return GNUTranslations(compiled)
