"""What a page may reach: public addresses, and what the municipality has listed; nothing else.

The rules are pure functions over addresses. `gate.py` applies them to every connection a page makes, to the very
address that is then connected to, so that neither redirects nor DNS rebinding get round them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
_PROTOCOLS = IPv4Network("192.0.0.0/24")  # RFC 6890: never a web site; a cloud's metadata service lies in it
_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What on the own network a visit may reach besides the public internet.

    Each entry is a network (`10.1.0.0/16`), an address (`10.1.2.3`), a host name (`intranet.kommun.se`) or either with a
    port (`127.0.0.1:8080`, `[::1]:8080`, `intranet.kommun.se:443`).
    """

    entries: tuple[str, ...] = ()

    def permits(self, host: str, address: Address, port: int) -> bool:
        """Whether `address`, which `host` resolved to, may be connected to at `port`."""
        return public(address) or any(_matches(entry, host, address, port) for entry in self.entries)


def public(address: Address) -> bool:
    """Whether an address lies on the public internet.

    Not: loopback, private (RFC 1918, RFC 4193), link-local with the cloud's metadata service (169.254.169.254), shared
    (RFC 6598), multicast, reserved — also not when wrapped in an IPv6 address (mapped, 6to4, Teredo, NAT64).
    """
    if isinstance(address, IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(IPv4Address(int(address) & 0xFFFFFFFF))
        wrapped = [one for one in inner if one is not None]
        if wrapped:
            return all(public(one) for one in wrapped)
        if address.is_site_local:
            return False
    if address in _PROTOCOLS:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def visitable(url: str) -> bool:
    """Whether an address is one a visit may start at: http or https with a host, without a password in it."""
    try:
        parts = urlsplit(url)
        return parts.scheme in _SCHEMES and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False


def faulty(entries: Iterable[str]) -> tuple[str, ...]:
    """The entries that can't be read, for the configuration to name."""
    return tuple(entry for entry in entries if not _readable(entry))


def _readable(entry: str) -> bool:
    host, port = _split(entry)
    if "/" in entry:
        return _network(entry) is not None
    return bool(host) and not any(c.isspace() or c in "@?#" for c in entry) and (port is None or 0 < port < 65536)


def _matches(entry: str, host: str, address: Address, port: int) -> bool:
    network = _network(entry)
    if network is not None:
        return address in network
    wanted, wanted_port = _split(entry)
    if wanted_port is not None and wanted_port != port:
        return False
    return wanted in (host.rstrip(".").lower(), str(address))


def _network(entry: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(entry, strict=False)
    except ValueError:
        return None


def _split(entry: str) -> tuple[str, int | None]:
    """Host in lower case and port, where the entry gives one."""
    try:
        parts = urlsplit(f"//{entry}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "", None
    try:
        return str(ip_address(host)), port
    except ValueError:
        return host.rstrip(".").lower(), port
