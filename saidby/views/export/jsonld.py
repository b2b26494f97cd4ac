"""Stories as linked data: schema.org claims and quotations, PROV-O provenance, Web Annotation selectors for each span.

The context stands in the document, so that nothing is fetched to read it. IRIs are made of keys, so that the same thing
has the same one in each export.
"""

from collections.abc import Iterable, Iterator

from saidby.views.export.cells import json_text
from saidby.views.export.material import Material
from saidby.views.export.nodes import SHARED, Node, nodes

TERMS = "urn:saidby:terms:"  # our own: what the other vocabularies have no word for
CONTEXT: Node = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "saidby": TERMS,
    "id": "@id",
    "type": "@type",
    **{
        name: f"oa:{name}"
        for name in ("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "TextualBody")
    },
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix")},
    **{name: {"@id": f"oa:{name}", "@type": "xsd:nonNegativeInteger"} for name in ("start", "end")},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@id"},
    "value": "rdf:value",
    **{name: {"@type": "xsd:decimal"} for name in ("minValue", "maxValue", "saidby:confidence")},
    **{f"saidby:{name}": {"@type": "xsd:nonNegativeInteger"} for name in ("start", "end", "characters")},
}


def json_ld(materials: Iterable[Material], *, version: str) -> Iterator[str]:
    """Yield the parts of one document with all these stories; it may stand in a page's script element as it is."""
    yield f'{{"@context": {json_text(CONTEXT)},\n"@graph": ['
    before, shared = "\n", set[str]()
    for node in (node for material in materials for node in nodes(material, version=version)):
        if node["id"] not in shared:
            yield before + json_text(node)
            before = ",\n"
        if node["id"].startswith(SHARED):
            shared.add(node["id"])
    yield "\n]}\n"
