"""Finds the agency whose report an article openly builds on."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from saidby.lexicon import Lexicon
from saidby.read.agency_lines import find_agency_lines
from saidby.read.outlet import owner_of
from saidby.read.pictures import PHOTO_CREDIT
from saidby.records import Dateline, Furniture, Span
from saidby.text import tokenize

_BARE_HOST = re.compile(r"\b((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})\b", re.IGNORECASE)
_CLOSING = re.compile(r"[.!?\"”’')]\s*(?:--?|—|–|/)?\s*[(\[]?\s*([A-Z][\w .&/-]{1,50}?)\s*[)\]]?\.?\Z")
_CAPITALS = re.compile(r"(?:[A-Z&/-][\w.&/-]*|and)(?: (?:[A-Z&/-][\w.&/-]*|and|of|the|with))*")
_AFTER = re.compile(
    r"[\s,]*(?:(?:has|had|also|news agency|news|first|earlier) )*"
    r"(?:reported|reports|said|says|quoted|quotes|report|cited)\b"
)
_BEFORE = re.compile(
    r"\b(?:reported by|according to|as per|citing|quoting|quoted by|cited by|reports?|reported to)\s+"
    r"(?:(?:the|a|state|official|news|agency|state-run|media|[A-Z][a-z]+(?: [A-Z][a-z]+)?'s) )*\Z"
)
_ASKED = re.compile(
    r"\b(?:told|interview with|statement to|read to|speaking to|speaks to)\s+"
    r"(?:(?:the|a|state|official|news|agency|state-run|media|[A-Z][a-z]+(?: [A-Z][a-z]+)?'s) )*\Z"
)
_ITS_REPORT = re.compile(r"\b[Aa]n? \Z"), re.compile(r" (?:news )?report (?:said|says)\b")  # "A PTI report said"
# "told Reuters in May", "told Reuters' Jo Penn": an earlier report, or that of one writer
_EARLIER = re.compile(
    r"(?:['’]s? [A-Z]|,? (?:earlier|previously|last (?:week|month|year|fall|spring|summer|winter)"
    r"|in (?:an? |late |early |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|\d{4}))\b)"
)
# Said to the readers as a news agency; a state's own speaks for the state, and is a source.
_CALLED_SO = re.compile(r"\b(?<!state )(?<!official )(?<!state-run )news agency \Z"), re.compile(r"\s+news agency\b")
_SPREAD = 2000  # characters to one citing sentence: who cites an agency less often only cites it
_BRIEF = 3000  # likewise where it is called a news agency, or stands in the first paragraph
_ASIDE = 5000  # likewise to one sentence said to the agency itself

_PARAGRAPH = re.compile(r"^[^\n]{100,}$", re.MULTILINE)

Wire = tuple[str, Span]  # the agency, and the words that name it


def find_wire(
    text: str, *, outlet: str | None, dateline: Dateline | None, furniture: Sequence[Furniture], lexicon: Lexicon
) -> Wire | None:
    """Return the agency on whose report the article openly builds, and where it says so; never its own publisher.

    In order: the dateline's tag, a byline, a credit ("Original Source: host" too), the words after the last full stop,
    and the body: somebody "told X", or it cites "according to X", "X reported" again and again. One sentence that cites
    is no credit. Two agencies with equal right are no answer. Who took the pictures does not matter.
    """
    bylines = list(find_agency_lines(text, furniture, lexicon))
    named = [*_by_tag(text, dateline, lexicon), *_alone(bylines, outlet), *_by_credit(text, furniture, lexicon)]
    for wire in [*named, *_by_closing(text, furniture, lexicon)]:
        if not _same(wire[0], outlet) and not _same(wire[1].of(text), outlet):
            return wire
    built = [w for w in _by_cue(text, furniture, lexicon) if not _same(w[0], outlet)]
    return built[0] if len({w[0] for w in built}) == 1 else None


def agency_among(writers: Sequence[str], outlet: str | None, lexicon: Lexicon) -> str | None:
    """Return the one agency among those who wrote an article, where it is not its publisher."""
    hits = (hit.entry for name in writers for hit in lexicon.outlets.find_in(name))
    named = {e.term for e in hits if e.agency and not e.voice and not _same(e.term, outlet)}
    return named.pop() if len(named) == 1 else None


def _alone(wires: Sequence[Wire], outlet: str | None) -> Sequence[Wire]:
    """Return what names one agency only, beside the publisher: a page that lists several is a list of articles."""
    others = [w for w in wires if not _same(w[0], outlet)]
    return others if len({w[0] for w in others}) == 1 else []


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
        if item.kind == "credit" and item.rule != PHOTO_CREDIT:
            yield from _agencies(text, item.span, lexicon)
            for match in _BARE_HOST.finditer(text, item.span.start, item.span.end):
                owner = owner_of(match[1], lexicon)
                if owner is not None and owner.agency:
                    yield owner.term, item.span


def _by_closing(text: str, furniture: Sequence[Furniture], lexicon: Lexicon) -> Iterator[Wire]:
    """Yield the agency that stands after the last full stop: "... to the coast. PTI", "... an error. - Reuters"."""
    end = len(text.rstrip())
    match = _CLOSING.search(text, max(0, end - 70), end)
    if match is None or "." in match[1].rstrip(".") or not _CAPITALS.fullmatch(match[1]):
        return
    if not any(f.rule == PHOTO_CREDIT and f.span.start <= match.start(1) < f.span.end for f in furniture):
        yield from _agencies(text, Span(*match.span(1)), lexicon)


def _by_cue(text: str, furniture: Sequence[Furniture], lexicon: Lexicon) -> Iterator[Wire]:
    """Yield the agencies on whose word the body stands: told to them, or citing them all along."""
    found: defaultdict[str, list[tuple[Span, int]]] = defaultdict(list)
    skipped = [f.span for f in furniture if not f.told or f.kind == "caption"]
    lead = _lead_end(text, skipped)
    for name, span in [*_agencies(text, Span(0, len(text)), lexicon), *_unknown(text, lexicon)]:
        if _lies_in(skipped, span.start):
            continue
        before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 40]
        reach = _reach(before, span.of(text), after)
        if reach:
            reach = max(reach, _BRIEF) if span.start < lead else reach
            found[name].append((span, reach))
    for name, cues in sorted(found.items()):
        reaches = [_SPREAD * (len(cues) > 1), *(reach for _, reach in cues if reach > _SPREAD)]
        if len(text) <= max(reaches) * len(cues):
            yield name, cues[0][0]


def _lead_end(text: str, skipped: Sequence[Span]) -> int:
    """Return where the first paragraph ends: on it the article stands."""
    paragraphs = (m for m in _PARAGRAPH.finditer(text) if not _lies_in(skipped, m.start()))
    return next((m.end() for m in paragraphs), 0)


def _lies_in(spans: Sequence[Span], at: int) -> bool:
    """Tell whether one of ``spans``, which stand in text order, covers a character."""
    before = bisect_right(spans, at, key=lambda s: s.start)
    return before > 0 and at < spans[before - 1].end


def _reach(before: str, name: str, after: str) -> int:
    """Return for how many characters of article a mention speaks, 0 where it neither cites nor was told."""
    if _is_its_report(before, after) or (_ASKED.search(before) and not _EARLIER.match(after)):
        return _ASIDE
    if not (_BEFORE.search(before) or _AFTER.match(after)):
        return 0
    ahead, behind = _CALLED_SO
    called = ahead.search(before) or behind.match(after) or name.endswith(" news agency")
    return _BRIEF if called else _SPREAD


def _is_its_report(before: str, after: str) -> bool:
    article, report = _ITS_REPORT
    return article.search(before) is not None and report.match(after) is not None


def _unknown(text: str, lexicon: Lexicon) -> Iterator[Wire]:
    """Yield agencies that only the text calls so: "according to news agency KNV"."""
    for match in re.finditer(r"\bnews agency ([A-Z][\w-]+)", text):
        if not lexicon.outlets.find_in(match[1]):
            yield match[1], Span(*match.span(1))
