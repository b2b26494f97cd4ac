"""Starts the desk and ends it politely."""

import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import click
import uvicorn
from msgspec import structs

from saidby.errors import SaidbyError
from saidby.ledger import Ledger
from saidby.serve.desk.app import create_app
from saidby.serve.desk.gate.access import Access, access_path
from saidby.serve.desk.gate.bodies import Limits
from saidby.serve.desk.gate.discreet import log_discreetly
from saidby.serve.desk.gate.hosts import is_loopback
from saidby.serve.desk.gate.patience import patient
from saidby.serve.desk.settings import Settings, own_folder

_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  (to be refused without a name)
_GRACE = 2  # seconds that answers in hand have when the desk ends
_AT_LAST = 4.5  # seconds after which it ends whatever hangs: what was acknowledged is on the disk by then
_NEAR = 50  # ports above the one that is taken that are looked at for one to suggest


def own_ledger() -> str:
    """Return where a user's ledger is who names none; its folder is made, for nobody else to look into."""
    folder = own_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder / "desk.ledger")


def serve_desk(settings: Settings, *, browse: bool) -> None:
    """Serve until somebody ends it. Raise SaidbyError where it cannot be begun."""
    os.umask(0o077)  # whatever the desk writes is the user's alone
    with _ended_politely(), closing(_listener(settings.host, settings.port)) as listener:
        address, port = listener.getsockname()[:2]
        settings = _as_bound(settings, address, port)
        with Ledger.open(settings.ledger, create=True) as ledger:  # one that cannot be opened is told now
            name = ledger.store.name  # without the password that an address may have in it
        _check_accounts(settings, name)
        log_discreetly()
        _server(settings, name, browse=browse).run(sockets=[listener])
    _leave()


def _leave() -> None:
    """End without waiting for threads that still read or link: what they were at is begun again or was never kept.

    The interpreter would tear them down in the middle of foreign code, which then ends the process with an abort.
    """
    if threading.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _as_bound(settings: Settings, address: str, port: int) -> Settings:
    """Return the settings with the address that a name meant; the name stays one by which the desk is called."""
    named = () if settings.host in {address, "localhost"} else (settings.host,)
    return structs.replace(settings, host=address, port=port, names=(*settings.names, *named))


def _check_accounts(settings: Settings, ledger: str) -> None:
    if settings.host in _EVERYWHERE and not settings.names:
        raise SaidbyError(f"{settings.host} is no name to call a desk by. Add for example: --name desk.example.org")
    access = Access(access_path(settings.ledger, own_folder()))
    if not settings.local and not access.any_valid():
        where = settings.host if not is_loopback(settings.host) else ", ".join(settings.names)
        raise SaidbyError(
            f"others can reach {where}, and there are no accounts yet. Make one first: "
            f"saidby tokens add NAME --role admin --ledger {ledger}"
        )


def _listener(host: str, port: int) -> socket.socket:
    """Return a socket that nobody else has. Raise SaidbyError where there is none to be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise SaidbyError(f"{host}: is no address of this machine. Leave out --host to listen on it alone.") from error
    # By its protocol asyncio knows that it may send at once: else a small answer waits 40 ms for word of the last one.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen()
    except OSError as error:
        found.close()
        raise SaidbyError(_why_not(host, port, address[0], error)) from error
    return found


def _why_not(host: str, port: int, address: str | int, error: OSError) -> str:
    if error.errno not in {98, 48, 10048}:  # address in use: Linux, macOS and BSD, Windows
        return f"{host}, port {port}: cannot be listened on ({error.strerror}). Name another --host or --port."
    free = next((near for near in range(port + 1, min(port + _NEAR, 65536)) if _is_free(str(address), near)), 0)
    return f"port {port} of {host} is taken, perhaps by another desk. Try: saidby serve --port {free}"


def _is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as tried, suppress(OSError):
        tried.bind((address, port))
        return True
    return False


def _server(settings: Settings, ledger: str, *, browse: bool) -> uvicorn.Server:
    limits = Limits()
    config = uvicorn.Config(
        create_app(settings, limits=limits),
        http=patient(limits),
        ws="none",
        lifespan="on",
        access_log=False,  # addresses have searches and sources in them
        log_config=None,
        proxy_headers=False,  # who asks and how is not for a header to say
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    return _Server(config, settings, ledger, browse=browse)


class _Server(uvicorn.Server):
    """Says where it is once it listens, and is gone soon after it is told to end."""

    def __init__(self, config: uvicorn.Config, settings: Settings, ledger: str, *, browse: bool) -> None:
        super().__init__(config)
        self._ledger = ledger
        self._settings = settings
        self._browse = browse

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        address = address_of(self._settings)
        click.echo(f"The desk is at {address}")
        click.echo(f"Its ledger is {self._ledger}. Ctrl-C ends it.")
        if not self._settings.local and not address.startswith("https"):
            click.echo("Tokens travel to it as they are: put a proxy with https before it. See docs/desk.md.", err=True)
        if self._browse:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        last = threading.Timer(_AT_LAST, os._exit, (0,))
        last.daemon = True
        last.start()
        await super().shutdown(sockets=sockets)


def address_of(settings: Settings) -> str:
    """Return the address to go to: by the first name that the desk was given, or by its own."""
    if settings.names:
        name = settings.names[0]
        return name if "://" in name else f"http://{name}:{settings.port}/"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/"


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end what goes on inside without complaint."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    former = {sign: signal.signal(sign, stop) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for sign, what in former.items():
            signal.signal(sign, what)
