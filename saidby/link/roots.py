"""The origins on which each statement rests."""

from collections.abc import Mapping, Sequence

from saidby.amounts import amount_words
from saidby.likeness import BODIES
from saidby.records import Amount, Root, SourceIdentity, Statement


def find_roots(statements: Sequence[Statement], identities: Mapping[str, SourceIdentity]) -> list[Root]:
    """Return one entry a statement: who stands behind it, in how many articles, and how many origins that makes.

    However many articles tell it, the word of one named source is one origin. Where the words name several sources
    at once, nobody, or somebody who cannot be told from others, the number is unknown and left open.
    """
    return [_root(s, identities.get(s.claimant or "")) for s in statements]


def _root(statement: Statement, source: SourceIdentity | None) -> Root:
    articles = tuple(r.doc for r in statement.reports)
    known = source is not None and _is_one(source)
    return Root(
        figure=_in_words(statement),
        statements=(statement.id,),
        roots=(source.name,) if source else (),
        independent_roots=1 if known else None,
        articles=articles,
        why=_why(source, len(articles)),
    )


def _is_one(source: SourceIdentity) -> bool:
    """Tell whether a source is one body, government or person: "the police" are, if not told which; "officials" may be
    any."""
    return source.standing == "named" or (source.standing == "vague" and source.kind in BODIES | {"other"})


def _why(source: SourceIdentity | None, articles: int) -> str:
    told = "one article tells" if articles == 1 else f"{articles} articles tell"
    if source is None:
        return f"{told} it without a source: what it rests on is unknown"
    if source.standing == "joint":
        return f"{told} it on the word of several sources named together: how many origins that makes is unknown"
    if not _is_one(source):
        return f"{told} it on the word of a source without a name: what it rests on is unknown"
    return f"{told} it, all on the word of one source"


def _in_words(statement: Statement) -> str:
    amounts = [_amount(a) for a in statement.figures[:3]]
    return ", ".join(amounts) + (f" ({statement.said_on})" if statement.said_on else "")


def _amount(amount: Amount) -> str:
    """Return an amount in words: "more than 6,000 casualties"."""
    number = amount_words(amount, amount.kind)
    return f"{number} {amount.measure if amount.measure != 'other' else amount.what or ''}".strip()
