"""The agency on which an article builds, where only the articles themselves tell that there is such an agency."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import structs

from saidby.lexicon import Lexicon
from saidby.records import Article, Marks, Span

_NAME = re.compile(r"(?!The )(?:[A-Z][\w’'-]+ ){1,3}(?:News|Press) (?:Agency|Service)\b")
_CREDIT = 8  # words; a line as short as that says whose report it is, and nothing else
_REPORTED = re.compile(r"\s*,?\s*(?:has |had )?(?:first )?(?:reported|reports|said|says)\b")
_CITED = re.compile(r"\b(?:according to|citing|quoting|reported by)\s+(?:the )?\Z")
_LEAD = 40  # characters before a name in which "according to" stands
_FIRST = 600  # characters from the head in which an article says on whose report it stands


def name_agencies(marks: Sequence[Marks], lexicon: Lexicon) -> list[Marks]:
    """Return the marks; where a credit or tag is that of an agency which no list knows, that is its article's wire.

    Credit:  "Source: Velby Press Agency"; "Velby Press Agency reported, citing the board, that"
    Tag:     OSKA, 4 June (VPA) - ...     where one agency of these initials publishes here or is credited

    An agency's own articles have none: their tag is that of their publisher.
    """
    articles = [_with_credit(m.article, lexicon) for m in marks]
    by_tag: defaultdict[str, set[str]] = defaultdict(set)
    for name in {name for a in articles for name in (a.outlet, a.wire) if name and _NAME.fullmatch(name)}:
        by_tag[_initials(name)].add(name)
    return [structs.replace(m, article=_spelled_out(a, by_tag)) for m, a in zip(marks, articles, strict=True)]


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split())


def _spelled_out(article: Article, by_tag: Mapping[str, Collection[str]]) -> Article:
    names = by_tag.get(article.wire or "", ())
    if article.outlet in names:
        return structs.replace(article, wire=None, credit=None)
    return structs.replace(article, wire=next(iter(names))) if len(names) == 1 else article


def _with_credit(article: Article, lexicon: Lexicon) -> Article:
    """Return the article with the agency that it credits, if it has no wire yet and credits one agency."""
    found = {} if article.wire else {span.of(article.text): span for span in _credits(article.text)}
    found = {name: span for name, span in found.items() if name != article.outlet and not lexicon.outlets.find_in(name)}
    ((name, span),) = found.items() if len(found) == 1 else ((None, None),)
    return structs.replace(article, wire=name, credit=span) if name else article


def _credits(text: str) -> Iterator[Span]:
    for match in _NAME.finditer(text):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        line = text[start : end if end > 0 else len(text)]
        cites = _REPORTED.match(text, match.end()) or _CITED.search(text[max(0, match.start() - _LEAD) : match.start()])
        if len(line.split()) <= _CREDIT or (cites and match.start() < _FIRST):
            yield Span(*match.span())
