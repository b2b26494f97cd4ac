"""``saidby serve`` and ``saidby tokens``. What they need is imported when they run."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from saidby.serve.options import READER, WORKERS

if TYPE_CHECKING:
    from saidby.serve.desk.gate.access import Access, Role

C = TypeVar("C", bound=Callable[..., None])
_LEDGER: Callable[[C], C] = click.option(
    "--ledger",
    envvar="SAIDBY_LEDGER",
    metavar="FILE",
    help="The ledger: a file, or postgresql://... Without: the one that SAIDBY_LEDGER names, or one of your own.",
)


@click.command()
@_LEDGER
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8017, show_default=True, help="0: any that is free.")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name by which others call the desk, https://desk.example.org for example. May be given several times.",
)
@WORKERS
@READER
@click.option("--open/--no-open", "browse", default=None, help="Open it in the browser; on a terminal it does.")
def serve(  # noqa: PLR0913, PLR0917  (one for each option)
    ledger: str | None,
    host: str,
    port: int,
    names: Sequence[str],
    workers: int,
    reader: str,
    browse: bool | None,
) -> None:
    """Open the desk: see stories, judge figures, take the results away, in a browser.

    It listens on this machine alone, and needs no account there. For others to reach it, make tokens first:
    saidby tokens add NAME --role reviewer. Ctrl-C ends it.
    """
    from saidby.serve.desk.serving import own_ledger, serve_desk
    from saidby.serve.desk.settings import Settings
    from saidby.serve.output import on_terminal

    settings = Settings(
        ledger=ledger or own_ledger(), host=host, port=port, names=tuple(names), reader=reader, workers=workers
    )
    serve_desk(settings, browse=on_terminal() if browse is None else browse)


@click.group()
def tokens() -> None:
    """Say who may use a desk that others can reach."""


@tokens.command(name="add")
@click.argument("name", metavar="NAME")
@click.option(
    "--role",
    type=click.Choice(("reader", "reviewer", "admin")),
    required=True,
    help="A reader sees all, a reviewer adds and decides as well, an admin may do everything.",
)
@_LEDGER
def add(name: str, role: "Role", ledger: str | None) -> None:
    """Make a token for somebody, and show it once. Decisions are kept under NAME."""
    access = _access(ledger)
    token = access.add(name, role)
    click.echo(token)
    click.echo(f"For {name} ({role}), 90 days. It is not shown again, and kept as a hash in {access.path}.", err=True)


@tokens.command(name="list")
@_LEDGER
def list_(ledger: str | None) -> None:
    """List who has a token, and until when."""
    from datetime import UTC, datetime

    from saidby.serve.output import on_terminal, write_table, write_tabs

    now = datetime.now(UTC)
    rows = []
    for token in _access(ledger).tokens():
        state = "revoked" if token.revoked else "valid" if token.valid(now) else "too old"
        rows.append((token.name, token.role, state, f"{token.made:%Y-%m-%d}", f"{token.until:%Y-%m-%d}"))
    header = ("name", "role", "state", "made", "until")
    if on_terminal():
        write_table("Tokens", header, rows)
    else:
        write_tabs(header, rows)


@tokens.command()
@click.argument("name", metavar="NAME")
@_LEDGER
def revoke(name: str, ledger: str | None) -> None:
    """End somebody's token, and the sessions that it began, at once."""
    _access(ledger).revoke(name)
    click.echo(f"{name} has no token any more.")


def _access(ledger: str | None) -> "Access":
    from saidby.serve.desk.gate.access import Access, access_path
    from saidby.serve.desk.serving import own_ledger
    from saidby.serve.desk.settings import own_folder

    return Access(access_path(ledger or own_ledger(), own_folder()))
