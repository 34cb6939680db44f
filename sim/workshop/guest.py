"""A guest without a browser: asks the server for pages, keeps cookies, fills in forms; for rehearsing a workshop."""

from __future__ import annotations

from html.parser import HTMLParser
from http import HTTPStatus
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

PATIENCE = 60.0
"""Seconds that an answer may take."""


class Guest:
    """A guest of a server at an address, known to it by cookies as a browser would be."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def read(self, path: str) -> bytes:
        """What stands under a path; HTTPError where the server refuses."""
        with self.opener.open(self.address + path, timeout=PATIENCE) as answer:
            return bytes(answer.read())

    def page(self, path: str) -> str:
        """A page, as its source."""
        return self.read(path).decode()

    def send(self, path: str, **fields: str) -> str:
        """A form sent; the page that follows. HTTPError where the server refuses."""
        request = Request(self.address + path, urlencode(fields).encode(), {"Origin": self.address})
        with self.opener.open(request, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def is_taken(self, path: str, **fields: str) -> bool:
        """Whether a form is taken: not where it does not fit, or comes too early; HTTPError for other refusals."""
        try:
            self.send(path, **fields)
        except HTTPError as refusal:
            if refusal.code not in (HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE):
                raise
            return False
        return True


class FormFields(HTMLParser):
    """The fields of a page's forms with their values, form by form, by where the form is sent."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a form, or a field of the last one."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((told.get("action", ""), {}))
        elif tag == "input" and "name" in told and self.forms:
            self.forms[-1][1][told["name"]] = told.get("value", "")


def fields_of_form(page: str, path: str) -> dict[str, str]:
    """The fields of the first form that is sent to a path; none where there is no such form.

    >>> fields_of_form('<form action="/a"><input name="b" value="1"></form>', "/a")
    {'b': '1'}
    """
    return next((fields for action, fields in FormFields(page).forms if action == path), {})
