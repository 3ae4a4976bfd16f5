"""What a page may reach."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.capture.guard import Allowed, faulty, public, visitable


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
    ],
)
def test_address_of_the_own_network_is_not_public(address: str) -> None:
    assert not public(ip_address(address))
    assert not Allowed().permits("example.org", ip_address(address), 80)


@pytest.mark.parametrize("address", ["1.1.1.1", "193.10.0.1", "157.240.1.35", "2a03:2880:f12f::1", "2606:4700::1111"])
def test_address_on_the_internet_is_public(address: str) -> None:
    assert public(ip_address(address))


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_wrapping_makes_a_private_address_public(address: object) -> None:
    number = int(address)  # type: ignore[call-overload]
    wrapped = [f"::ffff:{address}", ip_address((0x64FF9B << 96) | number), ip_address((0x2002 << 112) | (number << 80))]
    assert not any(public(ip_address(str(one))) for one in wrapped)


@pytest.mark.parametrize(
    ("entry", "host", "address", "port", "permitted"),
    [
        ("127.0.0.1:8080", "127.0.0.1", "127.0.0.1", 8080, True),
        ("127.0.0.1:8080", "127.0.0.1", "127.0.0.1", 8081, False),
        ("127.0.0.1:8080", "evil.example", "127.0.0.1", 8080, True),
        ("127.0.0.0/8", "localhost", "127.0.0.1", 1, True),
        ("10.1.0.0/16", "intranet", "10.1.9.9", 443, True),
        ("10.1.0.0/16", "intranet", "10.2.9.9", 443, False),
        ("10.1.2.3", "x", "10.1.2.3", 443, True),
        ("intranet.kommun.se", "intranet.kommun.se", "10.1.2.3", 443, True),
        ("intranet.kommun.se", "Intranet.Kommun.SE.", "10.1.2.3", 443, True),
        ("intranet.kommun.se", "andra.kommun.se", "10.1.2.3", 443, False),
        ("intranet.kommun.se:443", "intranet.kommun.se", "10.1.2.3", 80, False),
        ("[::1]:80", "::1", "::1", 80, True),
        ("fd00::/8", "x", "fd12::1", 80, True),
    ],
)
def test_only_what_is_listed_is_let_through(entry: str, host: str, address: str, port: int, permitted: bool) -> None:
    assert Allowed((entry,)).permits(host, ip_address(address), port) is permitted


@pytest.mark.parametrize("url", ["https://www.facebook.com/kommun", "http://127.0.0.1:8080/", "https://å.se/ö"])
def test_web_address_may_be_visited(url: str) -> None:
    assert visitable(url)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a/", "javascript:alert(1)", "data:text/html,x", "chrome://gpu", "about:blank", "http://", "https://u:p@a/", "http://[", "view-source:http://a/"],
)  # fmt: skip
def test_other_address_may_not(url: str) -> None:
    assert not visitable(url)


def test_entries_that_cannot_be_read_are_named() -> None:
    good = ("10.0.0.0/8", "127.0.0.1", "127.0.0.1:80", "[::1]:80", "fd00::/8", "intranet.kommun.se", "intranet:443")
    bad = ("10.0.0.0/99", "", "a b", "http://x/", "host:99999", "u@h")
    assert faulty((*good, *bad)) == bad
