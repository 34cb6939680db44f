"""`explore`: the page is served from this machine, and opened in its browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from rich.console import Console

from sim.asking import resized
from sim.language.messages import ENGLISH, _, speaking
from sim.scenario.scenario import read


def explore(
    file: Path, runs: int, port: int, customers: int | None, months: int | None, lang: str | None, browser: bool
) -> None:
    """Reads the scenario and serves its page until Ctrl-C."""
    written = read(file)
    # What draws and serves takes a second to load; a mistake in the file is told before.
    from sim.explorer.app import HOST, Explorer, Subject
    from sim.web.serving import serve

    def announce(address: str) -> None:
        console = Console(highlight=False)
        console.print(_("Explorer of “{title}”: {address}", title=written.title, address=address), soft_wrap=True)
        console.print(_("Ctrl-C ends it."))
        if browser:
            webbrowser.open(address)

    with speaking(lang or ENGLISH):
        subject = Subject(file.name, written, resized(written, months, customers), runs)
        serve(Explorer(subject).application(lang), HOST, port, announce)
