"""The language of a browser: what it chose by its cookie, else the language of the house, else what it prefers."""

from __future__ import annotations

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse

from sim.language.messages import ENGLISH, LANGUAGES

COOKIE = "language"
YEAR = 365 * 24 * 3600
NAMES = {"en": "English", "zh": "简体中文"}
"""The languages, each in its own words."""
TAGS = {"en": "en", "zh": "zh-Hans"}
"""What stands in a page's `lang`."""


def language_of(connection: HTTPConnection, house: str | None = None) -> str:
    """The language a browser is answered in. `house`: the language of the house, None where each browser's own counts.

    >>> language_of(HTTPConnection({"type": "http", "headers": [(b"accept-language", b"fr, zh-CN;q=0.8, en;q=0.5")]}))
    'zh'
    """
    chosen = connection.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return house or preferred(connection.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The language of ours that a browser would rather have; English where it names none.

    >>> preferred("zh-TW,zh;q=0.9,en;q=0.8"), preferred("de"), preferred("en;q=x, zh;q=0.2")
    ('zh', 'en', 'zh')
    """
    wanted = [(weight(part), part.strip()[:2].lower()) for part in accepted.split(",")[:20]]
    known = [(much, name) for much, name in wanted if name in LANGUAGES and much > 0]
    return max(known, key=lambda pair: pair[0])[1] if known else ENGLISH


def weight(part: str) -> float:
    """How much a browser wants a language: its `q`, 1 where it says none, 0 where it says nonsense.

    >>> weight("en"), weight("en;q=0.5"), weight("en;q=much")
    (1.0, 0.5, 0.0)
    """
    _name, _sign, quality = part.partition(";q=")
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0


async def choose_language(request: Request) -> RedirectResponse:
    """Answers `POST /language` (`language`, `back`): remembers the choice and goes back to the page it came from."""
    form = await request.form()
    chosen, back = str(form.get("language", "")), str(form.get("back", "/"))
    answer = RedirectResponse(back if is_path_here(back) else "/", status_code=303)
    if chosen in LANGUAGES:
        answer.set_cookie(COOKIE, chosen, max_age=YEAR, httponly=True, samesite="strict")
    return answer


def is_path_here(path: str) -> bool:
    r"""Whether a path leads to this server and nowhere else.

    >>> is_path_here("/team?round=2"), is_path_here("//elsewhere.org"), is_path_here("/\\elsewhere.org")
    (True, False, False)
    """
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
