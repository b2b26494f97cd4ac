"""The page of what changed on the way: the words of both accounts side by side, the grave changes first."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from saidby.differing import Run, compared
from saidby.records import Drift, Excerpt, Span
from saidby.rulings import DRIFT, drift_key, places_in
from saidby.views.web.drawing import Frame, draw
from saidby.views.web.judged import Stand
from saidby.views.web.pieces import AROUND, Cited, cited, name_of
from saidby.views.web.story import Scene, gravest
from saidby.wording import DRIFT_NAMES, clean

MOST = 200  # changes on one page


class Side(Struct, frozen=True, kw_only=True):
    """One account: its words in runs, with a little of what is around them."""

    name: str
    title: str
    href: str
    before: str
    runs: tuple[Run, ...]
    after: str


class Aside(Struct, frozen=True, kw_only=True):
    """A finding that people rejected."""

    stand: Stand
    told: tuple[Cited, ...]


class Change(Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    severity: str
    why: str
    rule: str
    here: Side
    against: Side
    within: bool
    stand: Stand


def drift_page(frame: Frame, scene: Scene, *, kind: str | None = None, outlet: str | None = None) -> str:
    """Return all changes of a story, or those of one kind or in one outlet."""
    every = gravest(scene.story.drift)
    named = [(n, d, name_of(scene.marks[d.doc].article)) for n, d in enumerate(every)]
    chosen = [(n, d) for n, d, name in named if kind in {None, d.kind} and outlet in {None, name}]
    kinds = Counter(d.kind for d in every)
    return draw(
        "drift.html",
        frame,
        story=scene.story,
        changes=_changes(frame, scene, chosen[:MOST]),
        aside=_aside(frame, scene),
        more=max(0, len(chosen) - MOST),
        kinds=[(k, DRIFT_NAMES[k], kinds[k]) for k in DRIFT_NAMES if kinds[k]],
        outlets=Counter(name for _, _, name in named).most_common(),
        kind=kind,
        outlet=outlet,
    )


def _changes(frame: Frame, scene: Scene, chosen: Sequence[tuple[int, Drift]]) -> list[Change]:
    own = [drift_key(drift, scene.keys) for _, drift in chosen]
    stands = frame.stands(own)
    return [_change(scene, number, drift, stands[key]) for (number, drift), key in zip(chosen, own, strict=True)]


def _aside(frame: Frame, scene: Scene) -> list[Aside]:
    """Return the findings that people rejected, in the words of both accounts."""
    found = []
    for stand in frame.aside(DRIFT):
        sides = [
            (scene.by_key[key], Span(start, end)) for key, start, end in places_in(stand.key) if key in scene.by_key
        ]
        told = tuple(cited(marks, span, scene.links, around=AROUND) for marks, span in sides)
        found.append(Aside(stand=stand, told=told))
    return found


def _change(scene: Scene, number: int, drift: Drift, stand: Stand) -> Change:
    against = drift.against
    mine, theirs = compared(_words(scene, drift), _words(scene, against))
    return Change(
        id=f"change-{number + 1}",
        kind=DRIFT_NAMES[drift.kind],
        severity=drift.severity,
        why=clean(drift.why),
        rule=drift.rule,
        here=_side(scene, drift, mine),
        against=_side(scene, against, theirs),
        within=drift.doc == against.doc,
        stand=stand,
    )


def _words(scene: Scene, excerpt: Excerpt) -> str:
    return scene.marks[excerpt.doc].article.text[excerpt.start : excerpt.end]


def _side(scene: Scene, excerpt: Excerpt, runs: list[Run]) -> Side:
    found = cited(scene.marks[excerpt.doc], Span(excerpt.start, excerpt.end), scene.links, around=AROUND)
    return Side(
        name=found.name,
        title=found.title,
        href=found.href,
        before=found.before,
        runs=tuple(runs),
        after=found.after,
    )
