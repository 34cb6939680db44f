"""A rehearsal at home: what a workshop needs is looked for, and a whole game plays itself on a real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Timer

import sim
from sim.language.messages import ENGLISH, _, speaking
from sim.scenario.errors import ScenarioError
from sim.workshop.founding import KEPT, Wanted, first_shipped, game_wanted
from sim.workshop.rehearsed import Links, Rehearsed
from sim.workshop.steps import Steps

USUAL_PORT = 8000
PATIENCE = 120.0
"""Seconds that the server may take to come up; the first start on a machine translates the rules first."""
ENDING = 10.0
"""Seconds that the server is given to stop."""
TOKEN = "[A-Za-z0-9_-]++"
ANNOUNCED = re.compile(
    rf"(?P<address>http://[^\s/]+)/facilitator/(?P<facilitator>{TOKEN}).*?/projector/(?P<screen>{TOKEN})"
    r".*?(?<![A-Z])(?P<code>[A-Z]{6})(?![A-Z])",
    re.DOTALL,
)
"""What the server prints, in whatever language."""


def rehearse(wanted: Wanted, language: str | None) -> None:
    """Looks for what a workshop needs, and lets a whole game play itself on a server of its own.

    Prints every step with its seconds. ScenarioError says what is missing and what to do about it.
    """
    with speaking(language or ENGLISH), TemporaryDirectory(prefix="rehearsal-") as folder:
        steps = Steps()
        file = wanted.scenario or first_shipped(print)
        with steps.step(_("The game is in order: {file}", file=file)):
            game = game_wanted(file, wanted)
        look_round(steps)
        teams = 1 if wanted.solo else game.file.teams
        with served(steps, command_line(file, wanted, Path(folder) / "rehearsal.sqlite", language)) as links:
            Rehearsed(steps, game, links, teams).play()
        print(_("Ready. Everything works; it took {seconds} seconds.", seconds=f"{steps.seconds:.0f}"))


def look_round(steps: Steps) -> None:
    """Whether games can be kept here, whether the usual port is free, and how a classroom would reach this machine."""
    from sim.web.network import addresses

    with steps.step(_("Games can be kept in {folder}", folder=KEPT)):
        check_writing(KEPT)
    with steps.step(_("Ports of this machine")):
        said = port_found()
    print(f"          {said}")
    likely = [one.ip for one in addresses() if one.likely]
    if likely:
        print("          " + _("With --lan, browsers of this network would reach {address}.", address=likely[0]))
    else:
        print("          " + _("This machine stands in no network now; for --lan join one, or open a phone's hotspot."))


def check_writing(folder: Path) -> None:
    """Whether a folder can be written to; made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as file:
            file.write(b"rehearsal")
    except OSError as error:
        where = _("{folder}: nothing can be written there ({reason})", folder=folder, reason=error.strerror)
        remedy = _("name another file with --game, or start from a folder of your own")
        raise ScenarioError(f"{where}; {remedy}") from None


def port_found() -> str:
    """What is to be known about the usual port."""
    from sim.web.serving import listener

    try:
        listener("127.0.0.1", USUAL_PORT).close()
    except ScenarioError as taken:
        return str(taken)
    return _("Port {port} is free.", port=USUAL_PORT)


def command_line(file: Path, wanted: Wanted, record: Path, language: str | None) -> list[str]:
    """How the server of the rehearsal is started: as for a workshop, on any free port, with a record of its own."""
    asked = {"--teams": wanted.teams, "--rounds": wanted.rounds, "--seed": wanted.seed, "--lang": language}
    options = [text for name, value in asked.items() if value is not None for text in (name, str(value))]
    begin = [sys.executable, "-c", "from sim.cli import main; main()", "workshop", str(file)]
    return [*begin, "--port", "0", "--game", str(record), *options]


@contextmanager
def served(steps: Steps, command: list[str]) -> Iterator[Links]:
    """A server in a process of its own, for a while; its links. ScenarioError where it does not come up."""
    root = str(Path(sim.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    surroundings = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=surroundings
    )
    try:
        with steps.step(_("The server is up")):
            links = announced(server)
        yield links
    finally:
        server.terminate()
        try:
            server.wait(ENDING)
        except subprocess.TimeoutExpired:
            server.kill()


def announced(server: subprocess.Popen[str]) -> Links:
    """The links that a server prints when it is up."""
    impatience = Timer(PATIENCE, server.kill)
    impatience.start()
    said = ""
    try:
        for line in server.stdout or ():
            said += line
            found = ANNOUNCED.search(said)
            if found:
                return Links(**found.groupdict())
    finally:
        impatience.cancel()
    last = said.strip().splitlines()[-1:] or [_("it said nothing")]
    raise ScenarioError(_("The server did not come up: {reason}", reason=last[0]))
