"""`explore`: the page is served from this machine, and opened in its browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from rich.console import Console

from sim.asking import resized
from sim.explorer.app import HOST, Explorer, Subject
from sim.language.messages import ENGLISH, _, speaking
from sim.scenario.scenario import read
from sim.web.serving import serve


def explore(
    file: Path, runs: int, port: int, customers: int | None, months: int | None, lang: str | None, browser: bool
) -> None:
    """Reads the scenario and serves its page until Ctrl-C."""
    with speaking(lang or ENGLISH):
        written = read(file)
        scenario = resized(written, months, customers)
        console = Console()

        def announce(address: str) -> None:
            console.print(_("Explorer of “{title}”: {address}", title=written.title, address=address), soft_wrap=True)
            console.print(_("Ctrl-C ends it."))
            if browser:
                webbrowser.open(address)

        subject = Subject(file.name, written, scenario, runs)
        serve(Explorer(subject).application(lang), HOST, port, announce)
