"""``saidby quarantine``."""

import click

from saidby.serve.options import LEDGER, form_of


@click.command()
@click.argument("document", metavar="[SHA256]", required=False)
@LEDGER
@form_of("table", "csv", "json", "jsonl")
def quarantine(document: str | None, ledger: str, form: str) -> None:
    """List the documents that were kept away from readers, and why.

    They took more time or memory than one document may, broke the reader down, or are over a limit. With the beginning
    of one's SHA256, its bytes as they came are written out. What can be read as it is later on leaves the list.
    """
    from msgspec import structs

    from saidby.ledger import Ledger
    from saidby.ledger.quarantine import Kept, bytes_of, quarantined
    from saidby.serve.show import show_rows

    with Ledger.open(ledger) as book:
        if document is not None:
            click.echo(bytes_of(book, document), nl=False)
            return
        kept = [structs.astuple(one) for one in quarantined(book.store)]
    show_rows(Kept.__struct_fields__, kept, form, aside={"route", "sha256", "size"})
