"""What every answer says to the browser about itself."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import Message

# Nothing but our own files, no scripts in the page, no forms to elsewhere, in nobody's frame (OWASP ASVS 5.0, V3.4).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with that, browsers send "Origin: null" with the desk's own forms (Fetch, "append Origin").
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), usb=()",
}
_YEAR = 365 * 24 * 3600


def complete(start: Message, *, static: bool, https: bool) -> None:
    """Put what must be there into the head of an answer. Pages are not kept by browsers; files are asked for again."""
    headers = MutableHeaders(scope=start)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-cache" if static and start["status"] in {200, 304} else "no-store")
    if https:
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
