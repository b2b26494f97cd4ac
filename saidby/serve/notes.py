"""What a reader of a page should know: why its text may be another than the page's, and which numerals it lacks."""

from collections.abc import Iterator

from saidby.records import Article, Omission, Problem

_SHOWN = 8  # numerals
_SENTENCE = 8  # words
_ELSEWHERE = (
    "links to",
    "stands in nav",
    "stands in footer",
    "stands in form",
    "readers' comments",
    "hidden",
    "a headline",
    "a line with a day",
)


def _is_prose(omission: Omission) -> bool:
    """Tell whether somebody took the words for the article's, or they are as many as a sentence has."""
    return not omission.why.startswith("nobody") or len(omission.text.split()) >= _SENTENCE


def notes_on(article: Article, name: str) -> Iterator[Problem]:
    """Yield a note for each doubt about a page's text, and one for the numerals that are seen beside it only.

    Numerals in links, menus, forms and readers' comments are another matter; `omissions` has them all.
    """
    for doubt in article.doubts:
        yield Problem(where=name, what=doubt, do="Compare it with the page.", note=True)
    left_out = [o for o in article.omissions if not o.why.startswith(_ELSEWHERE) and _is_prose(o)]
    numerals = [numeral for omission in left_out for numeral in omission.numerals]
    if numerals:
        named = ", ".join(numerals[:_SHOWN]) + (" and more" if len(numerals) > _SHOWN else "")
        reasons = "; ".join(dict.fromkeys(o.why for o in left_out))
        what = f"seen on the page and not in its text: {named} ({reasons})"
        yield Problem(where=name, what=what, do="Look at the page, where these matter.", note=True)
