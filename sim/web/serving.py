"""Serving pages from this machine: to itself, or to a classroom's network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp


@dataclass(frozen=True)
class Address:
    """An IPv4 address of this machine. `likely`: it may well be the classroom's (private, no container, no tunnel)."""

    interface: str
    ip: str
    likely: bool


def serve(app: ASGIApp, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serves until Ctrl-C (KeyboardInterrupt is raised then, so that the command line ends with 130).

    `announce` is called once, with the address (`http://127.0.0.1:8000`), as soon as browsers are answered.
    `port` 0 takes any free one. Raises ScenarioError with a sentence where the port is taken or not allowed.
    """
    raise NotImplementedError


def addresses() -> list[Address]:
    """This machine's IPv4 addresses in networks, likely ones first; none of them the machine's own 127.x."""
    raise NotImplementedError


def classroom() -> Address | None:
    """The address that is most likely the classroom's."""
    raise NotImplementedError


def firewall_hint(platform: str, port: int) -> str:
    """What to do where phones cannot reach this machine. `platform` as `sys.platform` has it."""
    raise NotImplementedError


def qr_text(address: str) -> str:
    """A QR code for the terminal."""
    raise NotImplementedError


def qr_picture(address: str, title: str) -> str:
    """A QR code as SVG (Markup) for a page."""
    raise NotImplementedError
