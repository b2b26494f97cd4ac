"""The nodes of the linked data: what each thing of a story is in the words of schema.org, PROV-O and Web Annotation."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from saidby.amounts import amount_words
from saidby.records import Article, Derivation, Excerpt, Figure, Marks, Quote, SourceIdentity, Statement, Value
from saidby.views.export.atom import web_address
from saidby.views.export.material import Material, Place

Node = dict[str, Any]
_URN = "urn:saidby:"
SHARED = (f"{_URN}outlet:", f"{_URN}software:")  # nodes that several stories have in common
_DAYS = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_NO_YEAR = {4: "xsd:gMonth", 7: "xsd:gMonthDay"}
_NO_ORGANISATION = frozenset({"anonymous", "social post", "other"})
_EXTERNAL = "external:"
_OWN_TEXT = frozenset({"quoted document", "shared release"})  # rules by which an article has what a source itself wrote


def nodes(material: Material, *, version: str) -> Iterator[Node]:
    """Yield everything of a story: its articles, sources and claims first, then each stretch of text on its own."""
    story = material.story
    yield from _program(material, version)
    for marks in material.articles:
        yield from _article(marks, material)
    for source in story.sources:
        yield _source(source, material)
    revised = _revised(material)
    for statement in story.statements:
        yield _claim(statement, material, revised.get(statement.id, []))
    for derivation in story.provenance:
        yield from _derivation(derivation, material)
    yield from _drift(material)
    yield from _spans(material)


# --- IRIs ------------------------------------------------------------------------------------------------------
def iri(kind: str, *parts: object) -> str:
    """Return the IRI of a thing: the same parts always make the same one."""
    return _URN + ":".join([kind, *(quote(str(part), safe="~:") for part in parts)])


def ref(iri_: str) -> Node:
    return {"id": iri_}


def _article_iri(doc: str, material: Material) -> str:
    return iri("article", material.marks[doc].article.key)


def _source_iri(source: str, material: Material) -> str:
    return iri("source", material.story.key, source)


def _claim_iri(statement: str, material: Material) -> str:
    """Return the IRI of a statement by its key, which stays when a story is linked anew; its id need not."""
    return iri("claim", material.keys[statement])


def _span_iri(place: Place) -> str:
    return iri("span", place.key, f"{place.start}-{place.end}")


def _activity(material: Material) -> Node:
    return {"prov:wasGeneratedBy": ref(iri("activity", material.story.key))}


# --- what is told ------------------------------------------------------------------------------------------------
def _program(material: Material, version: str) -> Iterator[Node]:
    story = material.story
    yield {
        "id": iri("software", version),
        "type": ["SoftwareApplication", "prov:SoftwareAgent"],
        "name": "saidby",
        "softwareVersion": version,
    }
    yield {
        "id": iri("activity", story.key),
        "type": "prov:Activity",
        "prov:wasAssociatedWith": ref(iri("software", version)),
        "prov:used": [ref(_article_iri(doc, material)) for doc in story.docs],
    }
    yield {
        "id": iri("story", story.key),
        "type": ["Dataset", "prov:Entity"],
        "name": story.story,
        "isBasedOn": [ref(_article_iri(doc, material)) for doc in story.docs],
        **_activity(material),
    }


def _article(marks: Marks, material: Material) -> Iterator[Node]:
    article = marks.article
    outlet = iri("outlet", article.outlet) if article.outlet else None
    address = web_address(article.url or "")
    yield _without_none(
        {
            "id": _article_iri(article.id, material),
            "type": ["NewsArticle", "prov:Entity"],
            "identifier": article.id,
            "headline": _title(article),
            "url": ref(address) if address else None,
            "datePublished": day(article.published),
            "publisher": ref(outlet) if outlet else None,
            "author": [{"type": "Person", "name": name} for name in article.writers] or None,
            "saidby:characters": len(article.text),
        }
    )
    if outlet:
        yield {"id": outlet, "type": ["Organization", "prov:Organization"], "name": article.outlet}


def _title(article: Article) -> str | None:
    return article.title.of(article.text) if article.title else article.headline


def _source(source: SourceIdentity, material: Material) -> Node:
    return _without_none(
        {
            "id": _source_iri(source.id, material),
            "type": _source_types(source),
            "name": source.name,
            "alternateName": [name for name in source.names if name != source.name] or None,
            "saidby:kind": source.kind,
            "saidby:standing": source.standing,
        }
    )


def _source_types(source: SourceIdentity) -> list[str]:
    if source.kind == "document":
        return ["CreativeWork", "prov:Entity"]
    if source.kind == "person":
        return ["Person", "prov:Person"]
    return ["prov:Agent"] if source.kind in _NO_ORGANISATION else ["Organization", "prov:Organization"]


def _claim(statement: Statement, material: Material, revises: Iterable[str]) -> Node:
    docs = sorted({report.doc for report in statement.reports}, key=material.order.__getitem__)
    return _without_none(
        {
            "id": _claim_iri(statement.id, material),
            "type": ["Claim", "prov:Entity"],
            "identifier": statement.id,
            "text": _says(statement, material),
            "dateCreated": day(statement.said_on),
            "appearance": [ref(_article_iri(doc, material)) for doc in docs] or None,
            "firstAppearance": ref(_article_iri(docs[0], material)) if docs else None,
            "isPartOf": ref(iri("story", material.story.key)),
            "prov:wasRevisionOf": [ref(_claim_iri(one, material)) for one in revises] or None,
            "saidby:amount": [
                {"type": "QuantitativeValue", **_value(a), "saidby:measure": a.measure, "saidby:kind": a.kind}
                for a in statement.figures
            ]
            or None,
            "saidby:confidence": _decimal(statement.confidence),
            **_on_whose_word(statement.claimant, material),
        }
    )


def _on_whose_word(claimant: str | None, material: Material) -> Node:
    """Return who said it: an agent, or of a document that it is the origin."""
    source = material.sources.get(claimant or "")
    if source is None:
        return {}
    it = ref(_source_iri(source.id, material))
    return {"prov:hadPrimarySource": it} if source.kind == "document" else {"author": it, "prov:wasAttributedTo": it}


def _says(statement: Statement, material: Material) -> str:
    amounts = [f"{amount_words(a, a.kind)} {a.what or a.measure}" for a in statement.figures]
    words = [material.excerpt(span).words for report in statement.reports for span in report.spans]
    return "; ".join(amounts or words[:1])


def _revised(material: Material) -> Mapping[str, list[str]]:
    """Return by its id which statements each statement revises."""
    found: dict[str, dict[str, None]] = {}
    for series in material.story.series:
        for point in series.points:
            if point.supersedes and point.supersedes != point.statement:
                found.setdefault(point.statement, {})[point.supersedes] = None
    return {statement: list(others) for statement, others in found.items()}


# --- who has it from whom ------------------------------------------------------------------------------------------
def _derivation(derivation: Derivation, material: Material) -> Iterator[Node]:
    """Yield how an article comes from another one, or from something outside the story; a shared origin is no such."""
    origin = derivation.derived_from
    outside = origin.startswith(_EXTERNAL)
    name = origin.removeprefix(_EXTERNAL)
    other = iri("external", material.story.key, name) if outside else _article_iri(origin, material)
    here = _article_iri(derivation.doc, material)
    node = iri("derivation", material.marks[derivation.doc].article.key, other.removeprefix(_URN))
    if outside:
        yield {"id": other, "type": "prov:Entity", "name": name}
    shared = derivation.how == "shared origin"
    yield {"id": here, **{relation: ref(other) for relation in _relations(derivation)}} | (
        {} if shared else {"prov:qualifiedDerivation": ref(node)}
    )
    yield {
        "id": node,
        "type": "saidby:SharedOrigin" if shared else "prov:Derivation",
        "saidby:between" if shared else "prov:entity": [ref(here), ref(other)] if shared else ref(other),
        "saidby:how": derivation.how,
        "saidby:evidence": derivation.evidence,
        "saidby:rule": derivation.rule,
        "saidby:confidence": _decimal(derivation.confidence),
        "saidby:passage": [ref(_span_iri(material.excerpt(span))) for span in derivation.spans],
    }


def _relations(derivation: Derivation) -> list[str]:
    if derivation.how == "shared origin":
        return ["saidby:sharesOriginWith"]
    more = {"verbatim copy": ["prov:wasQuotedFrom"]}.get(derivation.how, [])
    return ["prov:wasDerivedFrom", *more, *(["prov:hadPrimarySource"] if derivation.rule in _OWN_TEXT else [])]


def _drift(material: Material) -> Iterator[Node]:
    for drift in material.story.drift:
        place, against = material.excerpt(drift), material.excerpt(drift.against)
        sides = [f"{side.key}:{side.start}-{side.end}" for side in (place, against)]
        yield {
            "id": iri("drift", drift.kind, *sides),
            "type": ["Annotation", "saidby:Drift"],
            "motivation": "oa:assessing",
            "body": {"type": "TextualBody", "value": drift.why},
            "target": ref(_span_iri(place)),
            "saidby:against": ref(_span_iri(against)),
            "saidby:kind": drift.kind,
            "saidby:severity": drift.severity,
            "saidby:confidence": _decimal(drift.confidence),
            **_activity(material),
        }


# --- stretches of text ----------------------------------------------------------------------------------------------
def _spans(material: Material) -> Iterator[Node]:
    """Yield figures and quotations with the annotation that says where they stand, then every stretch once."""
    told = {
        (report.doc, figure): statement
        for statement in reversed(material.story.statements)
        for report in statement.reports
        for figure in report.figures
    }
    elsewhere = _excerpts(material)
    for marks in material.articles:
        places: dict[tuple[int, int], Place] = {}
        doc = marks.article.id
        for figure in marks.figures:
            place = places.setdefault((figure.span.start, figure.span.end), material.place(doc, figure.span))
            yield from _annotated(_figure(figure, told.get((doc, figure.id)), place, material), place, material)
        for said in marks.quotes:
            place = places.setdefault((said.span.start, said.span.end), material.place(doc, said.span))
            yield from _annotated(_quotation(said, place, material), place, material)
        for excerpt in elsewhere.get(doc, ()):
            places.setdefault((excerpt.start, excerpt.end), material.excerpt(excerpt))
        for place in places.values():
            yield span_node(place)


def _excerpts(material: Material) -> Mapping[str, list[Excerpt]]:
    """Return by article the stretches on which derivations and drift rest."""
    found: dict[str, list[Excerpt]] = {}
    story = material.story
    excerpts = [span for derivation in story.provenance for span in derivation.spans]
    for excerpt in [*excerpts, *(side for drift in story.drift for side in (drift, drift.against))]:
        found.setdefault(excerpt.doc, []).append(excerpt)
    return found


def _figure(figure: Figure, statement: Statement | None, place: Place, material: Material) -> Node:
    return _without_none(
        {
            "id": iri("figure", figure.key),
            "type": ["saidby:Figure", "QuantitativeValue", "prov:Entity"],
            "name": place.words,
            **_value(figure),
            "unitText": figure.unit,
            "saidby:kind": figure.kind,
            "saidby:measure": figure.measure,
            "saidby:tells": ref(_claim_iri(statement.id, material)) if statement else None,
            "prov:wasQuotedFrom": ref(iri("article", place.key)),
            "saidby:rule": figure.rule,
            "saidby:confidence": _decimal(figure.confidence),
            **_activity(material),
        }
    )


def _quotation(said: Quote, place: Place, material: Material) -> Node:
    named = [s.id for s in material.story.sources if said.speaker and said.speaker in s.names]
    speaker = ref(_source_iri(named[0], material)) if len(named) == 1 else None
    return _without_none(
        {
            "id": iri("quotation", place.key, f"{place.start}-{place.end}"),
            "type": ["Quotation", "prov:Entity"],
            "text": place.words,
            "spokenByCharacter": speaker,
            "prov:wasAttributedTo": speaker,
            "creditText": said.speaker,
            "isPartOf": ref(iri("article", place.key)),
            "prov:wasQuotedFrom": ref(iri("article", place.key)),
            "saidby:confidence": _decimal(said.confidence),
            **_activity(material),
        }
    )


def _annotated(node: Node, place: Place, material: Material) -> Iterator[Node]:
    yield node
    yield {
        "id": node["id"].replace(_URN, f"{_URN}annotation:", 1),
        "type": "Annotation",
        "motivation": "oa:identifying",
        "body": ref(node["id"]),
        "target": ref(_span_iri(place)),
        **_activity(material),
    }


def span_node(place: Place) -> Node:
    """Return a stretch of a text with three selectors that select the same.

    A TextPositionSelector counts code points, as the Web Annotation model says; for those who count UTF-16 units there
    is one of our own, so that nobody takes the one for the other.
    """
    here = _span_iri(place)
    return {
        "id": here,
        "type": "SpecificResource",
        "source": ref(iri("article", place.key)),
        "selector": [
            {
                "id": f"{here}:points",
                "type": "TextPositionSelector",
                "start": place.start,
                "end": place.end,
                "saidby:unit": "Unicode code points",
            },
            {
                "id": f"{here}:utf16",
                "type": "saidby:Utf16PositionSelector",
                "saidby:start": place.start_utf16,
                "saidby:end": place.end_utf16,
                "saidby:unit": "UTF-16 code units",
            },
            {
                "id": f"{here}:quote",
                "type": "TextQuoteSelector",
                "exact": place.words,
                "prefix": place.prefix,
                "suffix": place.suffix,
            },
        ],
    }


# --- values --------------------------------------------------------------------------------------------------------
def day(date: str | None) -> Node | None:
    """Return a day as precise as it is known."""
    if date is None:
        return None
    return {"@value": date, "@type": (_NO_YEAR if date.startswith("--") else _DAYS)[len(date)]}


def _value(value: Value) -> Node:
    ends = {"minValue": _decimal(value.low), "maxValue": _decimal(value.high)}
    return _without_none({"saidby:bound": value.bound, **ends})


def _decimal(value: float | None) -> str | None:
    """Return a number without an exponent, which a decimal may not have."""
    if value is None:
        return None
    return str(int(value)) if value == int(value) else f"{value:.12f}".rstrip("0")


def _without_none(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None}
