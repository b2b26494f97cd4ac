"""Finds who published an article."""

import re
from collections.abc import Iterator, Sequence

from saidby.lexicon import Lexicon, Outlet
from saidby.read.furniture import OUTLET_AND_DAY
from saidby.records import Dateline, Furniture
from saidby.text import tokenize

_HOST = r"((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})"
_MAIL = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_HOST}", re.IGNORECASE)
_ADDRESS = re.compile(rf"(?:https?://|\bwww\.){_HOST}", re.IGNORECASE)
_TAIL = 0.85  # e-mails and addresses in the last part of an article are its own
_CALLED = frozenset(
    "radio tv television news times post herald press agency wire daily weekly tribune gazette journal chronicle star "
    "mail telegraph guardian observer mirror express dispatch courier sentinel examiner inquirer bulletin".split()
)
# Hosts of which everyone has a page: they name nobody.
_EVERYONES = re.compile(
    r"(?:^|\.)(?:twitter|facebook|instagram|youtube|gmail|yahoo|hotmail|outlook|t|x|bit|goo|telegram|tiktok|linkedin)\."
    r"(?:com|co|ly|gl|me|be)$|\.(?:gov|mil)(?:\.[a-z]{2})?$"
)


def find_outlet(
    text: str,
    *,
    given: str | None,
    url: str | None,
    dateline: Dateline | None,
    furniture: Sequence[Furniture],
    lexicon: Lexicon,
) -> str | None:
    """Return the publisher: metadata, the page's host, the dateline's tag, a line with its day, appeals and copyright
    lines, e-mails.

    A known host gives the name that belongs to it, every other its own. Two different hosts name nobody.
    """
    if given is not None and given.strip():
        return given.strip()
    if url is not None and (host := host_of(url)):
        return _name_of(host, lexicon)
    hosts = {_name_of(h, lexicon) for h in _own_hosts(text, furniture)}
    if dateline is not None and dateline.agency is not None:
        return dateline.agency
    if (above := _on_its_line(text, furniture, lexicon)) is not None:
        return above
    named = _named_in_furniture(text, furniture, lexicon)
    if named:
        return named.pop() if len(named) == 1 else None
    return hosts.pop() if len(hosts) == 1 else None


def host_of(url: str) -> str | None:
    """Return the host of an address without "www."."""
    match = re.match(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([a-z0-9.-]+\.[a-z]{2,})", url.strip().lower())
    return match[1].removeprefix("www.") if match else None


def _name_of(host: str, lexicon: Lexicon) -> str:
    known = owner_of(host, lexicon)
    return known.term if known else host


def owner_of(host: str, lexicon: Lexicon) -> Outlet | None:
    """Return the publisher to whom a host, or a host below it, belongs."""
    host = host.lower().removeprefix("www.")
    owners = [o for o in lexicon.outlets.entries if any(host == h or host.endswith("." + h) for h in o.hosts)]
    return owners[0] if len(owners) == 1 else None


def _on_its_line(text: str, furniture: Sequence[Furniture], lexicon: Lexicon) -> str | None:
    """Return who stands with the day below the headline ("By Jo Penn, Kerrin Post, 12 July 2024"): a known outlet, or
    what only an outlet is called. Places and people stand there too."""
    for line in (f.span.of(text) for f in furniture if f.rule == OUTLET_AND_DAY):
        for part in map(str.strip, re.split(r"\s*[,|·/(]\s*|\s+[-–—]\s+", line)):
            words = {word.casefold() for word in re.findall(r"\w+", part)}
            tokens = tokenize(part)
            hits = [h.entry for h in lexicon.outlets.find(tokens) if h.last - h.first == len(tokens)]
            known = hits[0] if len(hits) == 1 else None
            if known is not None or (len(words) > 1 and words & _CALLED and not part.lower().startswith("by ")):
                return known.term if known is not None else part
    return None


def _named_in_furniture(text: str, furniture: Sequence[Furniture], lexicon: Lexicon) -> set[str]:
    own = [f for f in furniture if f.kind == "appeal" or (f.kind == "credit" and "opyright" in f.span.of(text))]
    hits = [h.entry for f in own for h in lexicon.outlets.find_in(f.span.of(text))]
    return {o.term for o in hits if not o.agency}


def _own_hosts(text: str, furniture: Sequence[Furniture]) -> Iterator[str]:
    """Yield the hosts of the article's own pictures, share links and closing e-mails."""
    pictures = [f.span for f in furniture if f.rule == "picture address"]
    for span in pictures:
        yield from _hosts(_ADDRESS, span.of(text))
    tail = text[int(len(text) * _TAIL) :]
    yield from _hosts(_MAIL, tail)
    yield from _hosts(_ADDRESS, tail[tail.find("this story:") :] if "this story:" in tail else "")


def _hosts(pattern: re.Pattern[str], words: str) -> Iterator[str]:
    for match in pattern.finditer(words):
        host = match[1].lower().removeprefix("www.")
        if not _EVERYONES.search(host) and host.count(".") < 5:
            yield host
