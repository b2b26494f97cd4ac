"""Linked data that a parser of RDF reads without the network, with the triples that it should have."""

import json
import socket
from functools import cache

import pytest
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

from saidby.records import Span
from saidby.views.export.jsonld import json_ld
from saidby.views.export.material import Material
from saidby.views.export.nodes import day
from tests.views.export.build import Told, demo, made

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # within rdflib's own parser
SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
TERMS = Namespace("urn:saidby:terms:")


def document(*told: Told) -> str:
    return "".join(json_ld([Material(*one) for one in told], version="1.2"))


def graph(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld")


@cache
def example() -> Graph:
    return graph(document(demo()))


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def article(doc: str) -> URIRef:
    return URIRef(f"urn:saidby:article:{next(m.article.key for m in demo()[1] if m.article.id == doc)}")


def claim(text: str) -> URIRef:
    """Return the claim that says this first."""
    found = next(
        s
        for s in demo()[0].statements
        if s.figures and str(example().value(claim_of(s.key), SCHEMA.text)).startswith(text)
    )
    return claim_of(found.key)


def claim_of(key: str) -> URIRef:
    return URIRef(f"urn:saidby:claim:{key}")


def test_a_claim_names_its_author_its_articles_and_the_first_of_them() -> None:
    found, it = example(), claim("more than 900")
    source = found.value(it, SCHEMA.author)
    assert (it, RDF.type, SCHEMA.Claim) in found
    assert str(found.value(source, SCHEMA.name)) == "Tavoria's interior ministry"
    assert (source, RDF.type, SCHEMA.Organization) in found
    assert (it, PROV.wasAttributedTo, source) in found
    assert article("lpa-0418") in set(found.objects(it, SCHEMA.appearance))
    assert found.value(it, SCHEMA.firstAppearance) == article("lpa-0418")
    assert found.value(it, SCHEMA.dateCreated) == Literal("2026-04-17", datatype=XSD.date)


def test_a_revised_claim_names_the_one_it_revises() -> None:
    assert (claim("more than 1,100"), PROV.wasRevisionOf, claim("more than 900")) in example()


def test_amounts_keep_their_bounds() -> None:
    found = example()
    amount = next(
        a for a in found.objects(claim("more than 900"), TERMS.amount) if str(found.value(a, SCHEMA.minValue)) == "900"
    )
    assert found.value(amount, SCHEMA.minValue) == Literal("900", datatype=XSD.decimal)
    assert found.value(amount, SCHEMA.maxValue) is None
    assert found.value(amount, TERMS.bound) == Literal("more_than")


def test_an_article_says_from_what_it_comes() -> None:
    found, story = example(), demo()[0]
    for derivation in story.provenance:
        here = article(derivation.doc)
        if derivation.derived_from.startswith("external:"):
            others = {str(found.value(o, SCHEMA.name)) for o in found.objects(here, PROV.wasDerivedFrom)}
            assert derivation.derived_from.removeprefix("external:") in others
        elif derivation.how == "shared origin":
            other = article(derivation.derived_from)
            assert (here, TERMS.sharesOriginWith, other) in found
            assert (here, PROV.wasDerivedFrom, other) not in found
        else:
            assert (here, PROV.wasDerivedFrom, article(derivation.derived_from)) in found
    documents = {str(found.value(o, SCHEMA.name)) for o in found.objects(article("lpa-0418"), PROV.hadPrimarySource)}
    assert documents == {"Tavoria's interior ministry document of 2026-04-17"}


def test_quotations_come_from_their_article_and_their_speaker() -> None:
    found = example()
    quotations = set(found.subjects(RDF.type, SCHEMA.Quotation))
    assert len(quotations) == sum(len(one.quotes) for one in demo()[1])
    for one in quotations:
        assert found.value(one, PROV.wasQuotedFrom) in set(found.subjects(RDF.type, SCHEMA.NewsArticle))
        assert found.value(one, PROV.wasGeneratedBy) in set(found.subjects(RDF.type, PROV.Activity))
    speakers = {str(found.value(s, SCHEMA.name)) for s in found.objects(None, SCHEMA.spokenByCharacter)}
    assert "Tavoria's interior ministry" in speakers


def test_the_program_is_named_with_its_version() -> None:
    found = example()
    agent = found.value(found.value(None, RDF.type, PROV.Activity), PROV.wasAssociatedWith)
    assert (agent, SCHEMA.softwareVersion, Literal("1.2")) in found
    assert (agent, RDF.type, PROV.SoftwareAgent) in found


def test_every_figure_is_annotated_where_it_stands() -> None:
    found = example()
    for marks in demo()[1]:
        for figure in marks.figures:
            body = URIRef(f"urn:saidby:figure:{figure.key}")
            target = found.value(found.value(None, OA.hasBody, body), OA.hasTarget)
            assert found.value(target, OA.hasSource) == URIRef(f"urn:saidby:article:{marks.article.key}")
            selectors = {found.value(s, RDF.type): s for s in found.objects(target, OA.hasSelector)}
            assert set(selectors) == {OA.TextPositionSelector, OA.TextQuoteSelector, TERMS.Utf16PositionSelector}
            points = selectors[OA.TextPositionSelector]
            assert found.value(points, OA.start) == Literal(figure.span.start, datatype=XSD.nonNegativeInteger)
            assert found.value(points, TERMS.unit) == Literal("Unicode code points")
            exact = str(found.value(selectors[OA.TextQuoteSelector], OA.exact))
            assert exact == figure.span.of(marks.article.text)


def test_units_are_not_mixed_up() -> None:
    """A selector that counts UTF-16 units is none of the model's position selectors, which count code points."""
    found = graph(document(made("😀 12 died", [Span(2, 4)])))
    for selector in found.subjects(RDF.type, TERMS.Utf16PositionSelector):
        assert found.value(selector, OA.start) is None
        assert (selector, RDF.type, OA.TextPositionSelector) not in found
        assert found.value(selector, TERMS.start) == Literal(3, datatype=XSD.nonNegativeInteger)


def test_the_same_story_makes_the_same_document() -> None:
    assert document(demo()) == document(demo())
    both = json.loads(document(demo(), made("12 died", [Span(0, 2)])))["@graph"]
    assert len([node for node in both if node["id"] == "urn:saidby:software:1.2"]) == 1


def test_everything_pointed_at_is_there() -> None:
    found = example()
    ours = {o for o in found.objects() if isinstance(o, URIRef) and o.startswith("urn:saidby:") and o not in TERMS}
    assert ours - set(found.subjects()) == set()


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("2031", "gYear"),
        ("2031-05", "gYearMonth"),
        ("2031-05-06", "date"),
        ("--05", "gMonth"),
        ("--05-06", "gMonthDay"),
    ],
)
def test_a_day_is_no_more_precise_than_it_is_known(written: str, kind: str) -> None:
    assert day(written) == {"@value": written, "@type": f"xsd:{kind}"}
