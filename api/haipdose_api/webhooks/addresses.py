"""Which addresses may be told anything: no way for a subscriber's URL to make the server speak to its own network."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from haipdose.errors import InputError


def check_url(url: str, *, private_allowed: bool) -> None:
    """Refuse a URL that is not https to a public host; ``private_allowed`` is the site's decision for its own network.

    Raises:
        InputError: another scheme, credentials or a fragment in the URL, or a host inside the network.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise InputError("This is not an address.", code="webhook.url", field="url") from error
    if parts.scheme == "mllp" and private_allowed and parts.hostname:
        return  # HL7 lines are inside the hospital's network by their nature
    if parts.scheme != "https" and not (private_allowed and parts.scheme == "http"):
        raise _refuse("Events are sent over https only.", url)
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        raise _refuse("The URL needs a host, and neither credentials nor a fragment.", url)
    if not private_allowed and not all(_is_public(address) for address in addresses_of(parts.hostname)):
        raise _refuse("The host is inside the network, and the site has not allowed that.", url)


def addresses_of(host: str) -> tuple[str, ...]:
    """The addresses of a host; none when it cannot be found."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return ()
    return tuple(sorted({str(entry[4][0]) for entry in found}))


def _is_public(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_global


def _refuse(why: str, url: str) -> InputError:
    return InputError(why, code="webhook.url", field="url", found=url[:200], allowed="https://host/path")
