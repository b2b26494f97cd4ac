"""Who stands between a source and the article: outlets that were told, platforms on which it was posted."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from saidby.lexicon import Lexicon
from saidby.records import Article, Attribution, Marks, Span
from saidby.text import Layout, Token

# Where posts are made; "X" is a name only beside one of the words that follow.
_PLATFORMS = {
    "x": "X",
    "twitter": "Twitter",
    "telegram": "Telegram",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "weibo": "Weibo",
    "wechat": "WeChat",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "whatsapp": "WhatsApp",
    "linkedin": "LinkedIn",
    "vkontakte": "VKontakte",
}
_POSTED = frozenset("post posts account accounts channel page handle article feed video message messages".split())
_TELLING = frozenset("told tell tells telling informed".split())
_INTERVIEWS = frozenset("interview interviews comments remarks statement statements conversation message".split())
_NAMING = _INTERVIEWS.union(_PLATFORMS)
_TO = frozenset("with to by for".split())
_LINKS = frozenset("of the for and de".split())
_OFFICERS = frozenset("police officers deputies detectives investigators".split())
_PASSED_ON = frozenset("cited quoted carried".split())
OUTLET_WORDS = frozenset("radio tv television news times post herald press network channel agency".split())
_LAST_WORDS = frozenset(
    "daily weekly tribune gazette journal chronicle star mail telegraph guardian observer sun mirror express globe "
    "dispatch courier sentinel examiner inquirer bulletin broadcasting fm".split()
)
_LONGEST = 6  # words of an outlet's name
# Sentences over which an interview or a post goes on while nobody else speaks.
_GOES_ON = 6
_AHEAD = 3  # sentences back to the words that a later "shared it in a post on X" is about


def find_carriers(layout: Layout, marks: Marks, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return for each attribution the outlets that were told and the platforms on which it was posted.

    A carrier holds for what the same speaker says next, until somebody else speaks or another is named; a post told
    of later ("the ministry shared it in a post on X") holds for what its maker said right before. The article's own
    publisher is no carrier.
    """
    own = {_squeezed(n) for n in _own(marks.article, lexicon)}
    spoken = sorted(marks.attributions, key=lambda a: a.cue[0].start)
    carriers: dict[str, tuple[str, ...]] = {}
    open_: tuple[str, int, tuple[str, ...]] | None = None
    for n, a in enumerate(spoken):
        named = _named(layout, a, lexicon) if a.rule != "noun with owner" else ()
        here = tuple(dict.fromkeys(c for c in named if not _is_own(c, own)))
        sentence = layout.sentence_of(a.cue[0])
        if a.speaker is None or a.nested_in is not None:
            carriers |= {a.id: here} if here else {}
            continue
        if here:
            open_ = (a.speaker, sentence, here)
            if any(c in _PLATFORMS.values() for c in here):
                carriers |= dict.fromkeys(_right_before(layout, spoken[:n], a), here)
        elif open_ is not None and (open_[0] != a.speaker or sentence - open_[1] > _GOES_ON):
            open_ = None
        elif open_ is not None:
            here, open_ = open_[2], (a.speaker, sentence, open_[2])
        if here:
            carriers[a.id] = here
    return carriers


def _right_before(layout: Layout, earlier: Sequence[Attribution], post: Attribution) -> Iterator[str]:
    at = layout.sentence_of(post.cue[0])
    for a in earlier:
        if a.speaker == post.speaker and at - layout.sentence_of(a.cue[0]) <= _AHEAD and a.rule != "noun with owner":
            yield a.id


def _own(article: Article, lexicon: Lexicon) -> Iterator[str]:
    """Yield the names of who publishes the article and of the agency that wrote it."""
    named = [article.outlet, article.dateline.agency if article.dateline else None]
    for name in filter(None, named):
        yield name
        for hit in lexicon.outlets.find_in(name):
            yield hit.entry.term


def _squeezed(name: str) -> str:
    return "".join(c for c in name.casefold().removeprefix("the ") if c.isalnum())


def _is_own(carrier: str, own: set[str]) -> bool:
    name = _squeezed(carrier)
    return any(name == o or (len(name) > 5 and name in o) for o in own)


def _named(layout: Layout, attribution: Attribution, lexicon: Lexicon) -> Iterator[str]:
    around = _around(layout, attribution)
    yield from _told(layout, attribution, lexicon)
    yield from _interviewed(layout, around, lexicon)
    yield from _passed_on(layout, attribution, lexicon)
    yield from _posted(around)


def _told(layout: Layout, attribution: Attribution, lexicon: Lexicon) -> Iterator[str]:
    """ "told Harbour News", "told police", "quoted as saying by Harbour News": who is named right behind the cue."""
    cue = attribution.cue[0]
    words, i = layout.lows_between(cue.start, cue.end), layout.token_at(cue.end)
    if "quoted" in words and layout.lows[i : i + 1] == ("by",):
        yield from _outlet(layout, i + 1, lexicon)
    elif layout.lows[i : i + 1] == ("to",):
        yield from _outlet(layout, i + 1, lexicon)  # "confirmed to Reuters"
    if _TELLING.isdisjoint(words):
        return
    if i < len(layout.tokens) and layout.tokens[i].low in _OFFICERS:
        yield layout.tokens[i].text
        return
    yield from _outlet(layout, i, lexicon)


def _interviewed(layout: Layout, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[str]:
    """ "said in an interview with Harbour News": outside the content, in the cue's sentence."""
    for before, link in pairwise(tokens):
        if before.low in _INTERVIEWS and link.low in _TO:
            yield from _outlet(layout, layout.token_at(link.end), lexicon)


def _passed_on(layout: Layout, attribution: Attribution, lexicon: Lexicon) -> Iterator[str]:
    """ "according to the board, as cited by Harbour News": behind the source or in its words."""
    source = attribution.source[0] if attribution.source else attribution.cue[0]
    for i in range(layout.token_at(source.start), layout.token_at(source.end) + 1):
        i += layout.lows[i : i + 2] == (",", "as")
        words = layout.lows[i : i + 3]
        if len(words) == 3 and words[0] in {",", "as"} and words[1] in _PASSED_ON and words[2] == "by":
            yield from _outlet(layout, i + 3, lexicon)
            return


def _outlet(layout: Layout, i: int, lexicon: Lexicon) -> Iterator[str]:
    """Yield the outlet named at token ``i`` or behind an article: known, called one, or a short name in capitals."""
    tokens = layout.tokens
    stop = min(len(tokens), i + _LONGEST)
    while i < stop and tokens[i].low in {"the", "a", "an", "state", "private", "local"}:
        i += 1
    called = i
    while i < stop and tokens[i].text.islower() and (kind := lexicon.speakers.at(tokens, i)) is not None:
        if kind.entry.kind != "outlet":
            return
        i = kind.last
    for k in range(i, min(i + 3, len(tokens))):
        hit = lexicon.outlets.at(tokens, k)
        if hit is not None:
            yield hit.span(tokens).of(layout.text)
            return
        if not tokens[k].text[0].isalpha():
            break
    end = _run_end(tokens, i)
    if end == i or layout.capitals:
        return
    name = Span(tokens[i].start, tokens[end - 1].end).of(layout.text)
    words = {t.low for t in tokens[i:end]}
    behind = lexicon.speakers.at(tokens, end)  # "the Harbour Daily newspaper"
    called_so = i > called or (behind is not None and behind.entry.kind == "outlet")
    titled = tokens[end - 1].low in OUTLET_WORDS | _LAST_WORDS and end - i > 1  # "the Lund Daily"
    if called_so or titled or words & OUTLET_WORDS or _is_call_sign(name):
        yield name


def _run_end(tokens: Sequence[Token], i: int) -> int:
    """Return where the capitalised name that begins at ``i`` ends."""
    k = i
    while k < min(len(tokens), i + _LONGEST) and (
        tokens[k].text[0].isupper() or (k > i and (tokens[k].text[0].isdigit() or tokens[k].low in _LINKS))
    ):
        k += 1
    while k > i and tokens[k - 1].low in _LINKS:
        k -= 1
    return k


def _is_call_sign(name: str) -> bool:
    return len(name) > 1 and name.isalnum() and name == name.upper() and not name.isdigit()


def _posted(tokens: Sequence[Token]) -> Iterator[str]:
    """ "in a post on X", "on its Telegram channel": a platform in the cue's sentence, outside the content."""
    yield from (_PLATFORMS[t.low] for i, t in enumerate(tokens) if t.low in _PLATFORMS and _is_platform(tokens, i))


def _around(layout: Layout, attribution: Attribution) -> list[Token]:
    """Return the tokens of the cue's sentence that are not content; none where none of them can name a carrier."""
    sentence = layout.sentence_at(attribution.cue[0].start)
    if sentence is None:
        return []
    naming = layout.places_of(_NAMING)
    if bisect_left(naming, sentence.first) == bisect_left(naming, sentence.last):
        return []
    return [
        t
        for t in layout.tokens_of(sentence)
        if not any(c.start <= t.start and t.end <= c.end for c in attribution.content)
    ]


def _is_platform(tokens: Sequence[Token], i: int) -> bool:
    if not tokens[i].text[0].isupper():
        return False
    before = tokens[i - 1].low if i else ""
    after = next((t.low for t in tokens[i + 1 : i + 3] if t.low != "'s"), "")
    return before in {"on", "via"} or after in _POSTED
