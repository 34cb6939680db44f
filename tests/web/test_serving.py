"""The server says where it is, why it cannot be there, and leaves quietly."""

from __future__ import annotations

import re
import signal
import socket
import sys
import xml.etree.ElementTree as ElementTree
from ipaddress import IPv4Address

import httpx
import pytest
from starlette.applications import Starlette

from sim.scenario.errors import ScenarioError
from sim.web.network import addresses, classroom, firewall_hint, ordered
from sim.web.qr import qr_picture, qr_text
from sim.web.serving import listener, serve
from tests.web.conftest import Served


def test_a_taken_port_is_told_with_one_that_is_free() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(ScenarioError, match=f"Port {taken} is taken by another program; try --port ") as told:
            serve(Starlette(), "127.0.0.1", taken, print)
    free = int(re.findall(r"--port (\d+)", str(told.value))[0])
    listener("127.0.0.1", free).close()


def test_what_is_no_port_or_no_address_of_ours_is_told() -> None:
    with pytest.raises(ScenarioError, match="expected a number from 0 to 65535"):
        listener("127.0.0.1", 70000)
    with pytest.raises(ScenarioError, match=r"This machine has no address 203\.0\.113\.99"):
        listener("203.0.113.99", 8000)


def test_stopping_ends_quietly_and_at_once_even_with_guests() -> None:
    served = Served()
    with httpx.stream("GET", f"{served.address}/live") as stream:
        next(stream.iter_lines())
        served.process.send_signal(signal.SIGINT)
        _said, complained = served.process.communicate(timeout=30)
    assert served.process.returncode == 130
    assert complained == ""


def test_a_killed_server_comes_back_on_its_port_at_once() -> None:
    served = Served()
    with httpx.stream("GET", f"{served.address}/live"):
        served.kill()
    served.start()
    assert httpx.get(served.address).status_code == 200
    served.kill()


def test_this_machines_addresses_are_real_ones() -> None:
    for one in addresses():
        assert not IPv4Address(one.ip).is_loopback
        listener(one.ip, 0).close()
    assert classroom() in [*addresses(), None]


def test_the_classroom_is_neither_a_container_nor_a_tunnel() -> None:
    found = [
        ("docker0", "172.17.0.1"), ("utun3", "10.8.0.2"), ("vEthernet (WSL)", "172.20.0.1"), ("br-1a2b", "172.18.0.1"),
        ("tailscale0", "100.64.0.1"), ("eth0", "8.8.8.8"), ("lo", "127.0.0.1"), ("en5", "169.254.3.4"),
        ("Ethernet", "192.168.7.2"), ("Wi-Fi", "192.168.1.7"),
    ]  # fmt: skip
    sorted_out = ordered(found, "10.8.0.2")
    assert [one.interface for one in sorted_out if one.likely] == ["Wi-Fi", "Ethernet"]
    assert {"127.0.0.1", "169.254.3.4"}.isdisjoint(one.ip for one in sorted_out)
    assert ordered(found, "192.168.7.2")[0].interface == "Ethernet"


def test_every_system_has_a_hint_of_its_own() -> None:
    hints = {firewall_hint(platform, 8123) for platform in ("win32", "darwin", "linux")}
    assert len(hints) == 3
    assert "8123" in firewall_hint("linux", 8123)
    assert firewall_hint(sys.platform, 1) in {firewall_hint(system, 1) for system in ("win32", "darwin", "linux")}


def test_an_address_becomes_a_picture_for_phones() -> None:
    picture = ElementTree.fromstring(qr_picture("http://192.168.1.7:8000/?code=ABCDEF", "Join <now>"))
    assert picture.get("role") == "img"
    assert picture[0].text == "Join <now>"
    rows = qr_text("http://192.168.1.7:8000/?code=ABCDEF").splitlines()
    assert len({len(row) for row in rows}) == 1
    assert set("".join(rows)) <= set(" ▀▄█")
