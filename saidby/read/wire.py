"""Finds the agency whose report an article openly builds on."""

import re
from collections.abc import Iterator, Sequence

from saidby.lexicon import Lexicon
from saidby.read.outlet import owner_of
from saidby.records import Dateline, Furniture, Span
from saidby.text import tokenize

_BARE_HOST = re.compile(r"\b((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})\b", re.IGNORECASE)
_CLOSING = re.compile(r"[.!?\"”’')]\s*(?:--?|—|–|/)?\s*[(\[]?\s*([A-Z][\w .&/-]{1,50}?)\s*[)\]]?\.?\Z")
_AFTER = re.compile(
    r"[\s,]*(?:(?:has|had|also|news agency|news|first|earlier) )*"
    r"(?:reported|reports|said|says|quoted|quotes|report|cited)\b"
)
_BEFORE = re.compile(
    r"\b(?:told|reported by|according to|as per|citing|quoting|quoted by|cited by|interview with|statement to|read to"
    r"|reports?|reported to|speaking to|speaks to)\s+"
    r"(?:(?:the|a|state|official|news|agency|state-run|media|[A-Z][a-z]+(?: [A-Z][a-z]+)?'s) )*\Z"
)

Wire = tuple[str, Span]  # the agency, and the words that name it


def find_wire(
    text: str, *, outlet: str | None, dateline: Dateline | None, furniture: Sequence[Furniture], lexicon: Lexicon
) -> Wire | None:
    """Return the agency on whose report the article openly builds, and where it says so; never its own publisher.

    In order: the dateline's tag, a closing credit, "Original Source: host", an agency that is cued as the one that
    reported ("X reported", "told X", "according to X"). Two agencies that are merely cued are no answer.
    """
    for wire in [*_by_tag(text, dateline, lexicon), *_by_credit(text, furniture, lexicon), *_by_closing(text, lexicon)]:
        if not _same(wire[0], outlet) and not _same(wire[1].of(text), outlet):
            return wire
    cued = [w for w in _by_cue(text, furniture, lexicon) if not _same(w[0], outlet)] or list(_unknown(text))
    return cued[0] if len({w[0] for w in cued}) == 1 else None


def _same(one: str, other: str | None) -> bool:
    return other is not None and _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return "".join(c for c in name.casefold().removeprefix("the ") if c.isalnum())


def _agencies(text: str, span: Span, lexicon: Lexicon) -> Iterator[Wire]:
    tokens = tokenize(span.of(text), span.start)
    for hit in lexicon.outlets.find(tokens):
        if hit.entry.agency and not hit.entry.voice and any(c.isupper() for c in hit.span(tokens).of(text)):
            yield hit.entry.term, hit.span(tokens)


def _by_tag(text: str, dateline: Dateline | None, lexicon: Lexicon) -> Iterator[Wire]:
    if dateline is not None and dateline.agency is not None:
        known = [h.entry for h in lexicon.outlets.find_in(dateline.agency)]
        start = text.rindex(dateline.agency, dateline.span.start, dateline.span.end)
        tag = Span(start, start + len(dateline.agency))
        yield (known[0].term if len(known) == 1 else dateline.agency), tag


def _by_credit(text: str, furniture: Sequence[Furniture], lexicon: Lexicon) -> Iterator[Wire]:
    for item in furniture:
        if item.kind == "credit" and item.rule != "photo credit":
            yield from _agencies(text, item.span, lexicon)
            for match in _BARE_HOST.finditer(text, item.span.start, item.span.end):
                owner = owner_of(match[1], lexicon)
                if owner is not None and owner.agency:
                    yield owner.term, item.span


def _by_closing(text: str, lexicon: Lexicon) -> Iterator[Wire]:
    """Yield the agency that stands after the last full stop: "... to the coast. PTI", "... an error. - Reuters"."""
    end = len(text.rstrip())
    match = _CLOSING.search(text, max(0, end - 70), end)
    if match is not None and "." not in match[1].rstrip("."):
        yield from _agencies(text, Span(*match.span(1)), lexicon)


def _by_cue(text: str, furniture: Sequence[Furniture], lexicon: Lexicon) -> Iterator[Wire]:
    skipped = [f.span for f in furniture if not f.told]
    for name, span in _agencies(text, Span(0, len(text)), lexicon):
        if any(s.start <= span.start < s.end for s in skipped):
            continue
        before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 40]
        if _BEFORE.search(before) or _AFTER.match(after):
            yield name, span


def _unknown(text: str) -> Iterator[Wire]:
    """Yield agencies that only the text calls so: "according to news agency KNV"."""
    for match in re.finditer(r"\bnews agency ([A-Z][\w-]+)", text):
        yield match[1], Span(*match.span(1))
