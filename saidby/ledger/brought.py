"""What some articles brought about: the stories they are in now, and the revisions that came with them."""

from collections.abc import Iterator, Set

import msgspec

from saidby.ledger.book import Ledger
from saidby.ledger.reading import number
from saidby.ledger.revisions import Revision


def latest(ledger: Ledger) -> int:
    """Return the number of the event that happened last; 0 where none has."""
    ((last,),) = ledger.ask("SELECT coalesce(max(seq), 0) FROM event")
    return number(last)


def stories_of(ledger: Ledger, articles: Set[str]) -> dict[str, str]:
    """Return the key and the name of every story in which one of these articles is."""
    question = "SELECT story.key, name FROM article JOIN story ON story.key = article.story WHERE article.key = ?"
    return {str(key): str(name) for article in sorted(articles) for key, name in ledger.ask(question, article)}


def revisions_by(ledger: Ledger, articles: Set[str], *, since: int) -> Iterator[Revision]:
    """Yield the revisions since that event which these articles brought about, in the order in which they were told.

    Either one of them tells a side of it, or it lies in a story of theirs and in none of the others that came since.
    """
    stories = stories_of(ledger, articles)
    question = "SELECT subject, body FROM event WHERE kind = 'revised' AND seq > ? ORDER BY seq"
    for story, body in list(ledger.ask(question, since)):
        revision = msgspec.json.decode(str(body), type=Revision)
        came = dict(_articles(ledger, revision))
        if not articles.isdisjoint(came) or (story in stories and max(came.values(), default=0) <= since):
            yield revision


def _articles(ledger: Ledger, revision: Revision) -> Iterator[tuple[str, int]]:
    """Yield the key of each article that tells either side, and the number of the event with which it came."""
    question = "SELECT article.key, seq FROM figure JOIN article ON article.key = figure.article WHERE figure.key = ?"
    for figure in (*revision.before.figures, *revision.after.figures):
        for key, seq in ledger.ask(question, figure):
            yield str(key), number(seq)
