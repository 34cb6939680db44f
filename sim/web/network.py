"""The networks this machine stands in: under which address a classroom reaches it, and what may keep it from it."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address

from sim.language.messages import _

VIRTUAL = re.compile(
    r"docker|podman|veth|vethernet|virbr|^br-|vmnet|vmware|vbox|virtualbox|hyper-v|wsl|"
    r"^tun|^tap|utun|^wg|wireguard|tailscale|zerotier|^zt|^ppp|vpn|bluetooth|awdl|llw|loopback|^lo\d*$",
    re.IGNORECASE,
)
"""Names of interfaces that lead to containers, virtual machines and tunnels, not to a room."""
WIRELESS = re.compile(r"wi-?fi|wlan|^wl|wireless|airport", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """An IPv4 address of this machine. `likely`: it may well be the classroom's (private, no container, no tunnel)."""

    interface: str
    ip: str
    likely: bool


def addresses() -> list[Address]:
    """This machine's IPv4 addresses in networks, the likeliest classroom first; never its own 127.x."""
    import psutil

    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        (name, one.address)
        for name, all_of_it in psutil.net_if_addrs().items()
        if name in up
        for one in all_of_it
        if one.family == socket.AF_INET
    ]
    return ordered(found, way_out())


def ordered(found: list[tuple[str, str]], way_out: str) -> list[Address]:
    """Addresses by how likely they are a classroom's: the one packets would leave from, then wireless ones.

    >>> [one.ip for one in ordered([("docker0", "172.17.0.1"), ("eth0", "10.0.0.5"), ("wlan0", "192.168.1.7")], "")]
    ['192.168.1.7', '10.0.0.5', '172.17.0.1']
    """
    known = [
        Address(name, ip, IPv4Address(ip).is_private and not VIRTUAL.search(name))
        for name, ip in found
        if not (IPv4Address(ip).is_loopback or IPv4Address(ip).is_link_local)
    ]
    return sorted(
        known, key=lambda one: (not one.likely, one.ip != way_out, not WIRELESS.search(one.interface), one.interface)
    )


def way_out() -> str:
    """The address from which this machine would reach others; nothing where it stands alone. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("10.255.255.255", 9))
        except OSError:
            return ""
        return str(asking.getsockname()[0])


def classroom() -> Address | None:
    """The address that is most likely the classroom's."""
    return next((one for one in addresses() if one.likely), None)


def firewall_hint(platform: str, port: int) -> str:
    """What to do where phones cannot reach this machine. `platform`: as `sys.platform` has it."""
    if platform == "win32":
        return _(
            "If phones cannot reach this page: Windows asks once whether Python may be reached from networks; allow "
            "it for private networks. Later: Windows Security, Firewall, Allow an app, Python."
        )
    if platform == "darwin":
        return _(
            "If phones cannot reach this page: macOS asks once whether Python may accept connections; allow it. "
            "Later: System Settings, Network, Firewall, Options, Python."
        )
    return _(
        "If phones cannot reach this page: open the port in the firewall, with “sudo ufw allow {port}/tcp” or “sudo "
        "firewall-cmd --add-port={port}/tcp”.",
        port=port,
    )


def network_hint() -> str:
    """What to do where the firewall is not what keeps phones away."""
    return _(
        "Phones must be in the same network. Guest networks often keep devices apart; a phone's own hotspot, with the "
        "laptop in it, always works."
    )
