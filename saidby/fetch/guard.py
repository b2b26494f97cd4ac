"""Which addresses are part of the public network. Everything else is inside some network and is not connected to."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# IANA's registries of special addresses (RFC 6890 and later), as of November 2026, and what clouds keep on public ones.
# Written out, not asked of ``ipaddress``: its answers differ between patch releases of Python.
_SPECIAL = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a provider's customers",
    "127.0.0.0/8": "this machine",
    "169.254.0.0/16": "link-local, where clouds keep their metadata",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "kept for protocols",
    "192.0.2.0/24": "for examples",
    "192.31.196.0/24": "kept for a name service",
    "192.52.193.0/24": "kept for relays",
    "192.88.99.0/24": "kept for relays",
    "192.168.0.0/16": "private",
    "192.175.48.0/24": "kept for a name service",
    "198.18.0.0/15": "for measurements",
    "198.51.100.0/24": "for examples",
    "203.0.113.0/24": "for examples",
    "224.0.0.0/4": "for many receivers",
    "240.0.0.0/4": "reserved",
    "168.63.129.16/32": "a cloud's own service",
    "2001::/23": "kept for protocols, tunnels among them",
    "2001:db8::/32": "for examples",
    "2002::/16": "a tunnel to an older address",
    "2620:4f:8000::/48": "kept for a name service",
    "3ffe::/16": "given back",
    "3fff::/20": "for examples",
}
_V4 = [(IPv4Network(n), why) for n, why in _SPECIAL.items() if ":" not in n]
_V6 = [(IPv6Network(n), why) for n, why in _SPECIAL.items() if ":" in n]
_GLOBAL = IPv6Network("2000::/3")  # all that has been given out; mapped, NAT64, local and link-local lie outside
_ISATAP = {0x00005EFE, 0x02005EFE}  # the upper half of an interface that carries an older address in its lower half


def networks(words: Sequence[str]) -> tuple[Network, ...]:
    """Return networks as they are written: 10.1.0.0/16, ::1. Raise ValueError for what is none."""
    return tuple(ip_network(word, strict=False) for word in words)


def objection(words: str, inside: Sequence[Network] = ()) -> str | None:
    """Return what speaks against connecting to an address; None where it is public, or ``inside`` has it.

    A name's answer with a zone (fe80::1%eth0) is never public.
    """
    try:
        address = ip_address(words)
    except ValueError:
        return "no address"
    if any(address in network for network in inside if network.version == address.version):
        return None
    return _older(address) if isinstance(address, IPv4Address) else _newer(address)


def _older(address: IPv4Address) -> str | None:
    return next((why for network, why in _V4 if address in network), None)


def _newer(address: IPv6Address) -> str | None:
    if address.scope_id is not None or address not in _GLOBAL:
        return "not public"
    if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        return "a tunnel to an older address"
    return next((why for network, why in _V6 if address in network), None)
