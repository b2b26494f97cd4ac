"""``saidby add``: what was new, which stories that touched, and what revised what."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from saidby.views.terminal.lines import BLANK, Line, Piece, clip
from saidby.wording import clean, counted, date_words

MOST = 12  # names shown one by one


class Change(Struct, frozen=True, kw_only=True):
    """One figure that took the place of another of the same source: words, article and day of each."""

    source: str
    before: tuple[str, str, str | None]
    after: tuple[str, str, str | None]


def added_page(
    new: Mapping[str, str | None],
    *,
    known: Sequence[str],
    captures: int,
    stories: Mapping[str, str],
    changes: Sequence[Change],
    width: int = 100,
) -> list[Line]:
    """Return the page. ``stories``: name of each story touched, by its key.

    ``new``: ids of the articles that came, each with that of the article that stood in its place before.
    """
    parts = [counted(len(new), "new article")]
    if known:
        parts.append(f"{len(known)} known" + (f" ({counted(captures, 'new capture')})" if captures else ""))
    lines: list[Line] = [(Piece(", ".join(parts), "heading"),)]
    if known and not new:
        lines.append((Piece(clip(f"  {_named(known)}", width), "dim"),))
    if new:
        lines.append((Piece(clip(f"  {_named(list(new))}", width), "dim"),))
    for name, before in new.items():
        if before:
            said = f"  {clean(name)} stands where {clean(before)} stood: its text has changed"
            lines.append((Piece(said, "warning"),))
    for key, name in list(stories.items())[:MOST]:
        lines.append((Piece("  story "), Piece(key[:12], "dim"), Piece(clip(f"  {clean(name)}", width - 20))))
    if len(stories) > MOST:
        lines.append((Piece(f"  and {len(stories) - MOST} more stories", "dim"),))
    if changes:
        lines += [BLANK, (Piece(counted(len(changes), "revised figure"), "heading"),)]
    for change in changes:
        lines.append((Piece("  "), Piece(clean(change.source), "source")))
        lines += [_side("before", change.before, width), _side("now", change.after, width)]
    return lines


def _named(names: Sequence[str]) -> str:
    return ", ".join(clean(name) for name in names[:MOST]) + (" …" if len(names) > MOST else "")


def _side(label: str, told: tuple[str, str, str | None], width: int) -> Line:
    words, article, date = told
    day = f", {date_words(date)}" if date else ""
    where = f"  {clean(article)}{day}"
    return (
        Piece(f"    {label:<7}", "dim"),
        Piece(f"“{clip(clean(words), max(20, width - 16 - len(where)))}”", "changed" if label == "now" else "figure"),
        Piece(where, "dim"),
    )
