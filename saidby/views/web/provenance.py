"""The page of who derived from whom: the graph, the same as rows, and what people say of each tie."""

from collections.abc import Sequence

from msgspec import Struct

from saidby.rulings import DERIVATION, articles_in, derivation_key
from saidby.views.web.drawing import Frame, draw
from saidby.views.web.judged import Stand
from saidby.views.web.pieces import name_of, title_of
from saidby.views.web.story import Scene
from saidby.wording import clean

MOST = 200  # ties to be judged on one page
_OUTSIDE = "external:"


class End(Struct, frozen=True, kw_only=True):
    """One end of a tie: an article of the story, or an origin that is none of them."""

    name: str
    title: str = ""
    href: str = ""


class Tie(Struct, frozen=True, kw_only=True):
    """An article and where it has its words from."""

    id: str
    stand: Stand
    article: End
    origin: End
    how: str = ""
    evidence: str = ""
    rule: str = ""


def provenance_page(  # noqa: PLR0913  (the graph twice: drawn for wide pages and for narrow ones)
    frame: Frame,
    scene: Scene,
    *,
    caption: str,
    wide: str,
    narrow: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> str:
    """Return the page of a story's provenance. ``wide`` and ``narrow`` are SVG that was drawn by us."""
    return draw(
        "provenance.html",
        frame,
        story=scene.story,
        caption=caption,
        wide=wide,
        narrow=narrow,
        columns=columns,
        rows=rows,
        ties=_ties(frame, scene) if frame.judges else [],
        more=max(0, len(scene.story.provenance) - MOST),
        aside=_aside(frame, scene),
    )


def _ties(frame: Frame, scene: Scene) -> list[Tie]:
    some = scene.story.provenance[:MOST]
    own = [derivation_key(one, scene.keys) for one in some]
    stands = frame.stands(own)
    return [
        Tie(
            id=f"tie-{n}",
            stand=stands[key],
            article=_end(scene, scene.keys[one.doc]),
            origin=_end(scene, scene.keys.get(one.derived_from, one.derived_from)),
            how=one.how,
            evidence=clean(one.evidence),
            rule=one.rule,
        )
        for n, (one, key) in enumerate(zip(some, own, strict=True), 1)
    ]


def _aside(frame: Frame, scene: Scene) -> list[Tie]:
    """Return the ties that people rejected."""
    found = []
    for stand in frame.aside(DERIVATION):
        article, origin = (_end(scene, name) for name in articles_in(stand.key))
        found.append(Tie(id="", stand=stand, article=article, origin=origin))
    return found


def _end(scene: Scene, name: str) -> End:
    """Return the article of that key; an origin outside, or one that left the story, by its name."""
    marks = scene.by_key.get(name)
    if marks is None:
        return End(name=clean(name.removeprefix(_OUTSIDE)))
    article = marks.article
    return End(name=name_of(article), title=title_of(article), href=scene.links.article(article.key))
