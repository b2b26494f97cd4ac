"""``saidby watch``."""

from pathlib import Path

import click

from saidby.serve.options import LEDGER, READER


@click.command()
@click.argument("feeds", metavar="FEEDS", type=click.Path(dir_okay=False, path_type=Path))
@LEDGER
@click.option("--once", is_flag=True, help="Do what is due and come back, instead of waiting for more.")
@READER
def watch(feeds: Path, ledger: str, once: bool, reader: str) -> None:
    """Watch feeds: keep what is new, and tell of each revised figure once.

    FEEDS is a file in TOML that names feeds and whom to tell; the ledger is made where there is none. Ctrl-C ends it.
    """
    from saidby.serve.watch.run import watch_feeds

    watch_feeds(feeds, ledger, reader=reader, once=once)
