"""A story as files: tables, exports, a brief, a table for Wikipedia, charts."""

import io
import zipfile
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query
from starlette.responses import Response

from saidby import __version__
from saidby.errors import NotThere
from saidby.serve.desk.api.answers import faulty
from saidby.serve.desk.days import Day
from saidby.serve.desk.visit import Reader, Visit
from saidby.serve.exporting import kept_stories, stream
from saidby.views.brief import brief as write_brief
from saidby.views.brief import html, markdown, plain
from saidby.views.charts import series_chart, source_chart
from saidby.views.charts.pictures import png_of, svg_of
from saidby.views.export import TABLES
from saidby.views.export.columns import Table
from saidby.views.export.dictionary import datapackage, dictionary_csv, dictionary_md
from saidby.views.export.material import Material
from saidby.views.export.parquet import parquet_bytes
from saidby.views.export.rows import csv_lines, json_lines
from saidby.views.graph import provenance_graph
from saidby.views.wikitext import wikitext

router = APIRouter(prefix="/api/stories/{name}", tags=["files"])
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "jsonld": "application/ld+json",
    "atom": "application/atom+xml",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "vega-lite": "application/json",
}
Words = Annotated[str | None, Query(max_length=200)]
_BRIEFS = {"md": markdown, "html": html, "text": plain}


def _files(*forms: str) -> dict[str, Any]:
    """Return for a route that it answers with a file of one of these forms."""
    kinds = dict.fromkeys(TYPES[form].partition(";")[0] for form in forms)
    found = faulty(404)
    found["responses"][200] = {"description": "The file.", "content": {k: {} for k in kinds}}
    return found | {"response_class": Response}


@router.get("/tables/{table}", **_files("csv", "json", "parquet"))
def table(
    visit: Reader,
    name: str,
    table: str,
    form: Annotated[Literal["csv", "json", "parquet"], Query(alias="format")] = "json",
) -> Response:
    """Return one table of a story; its columns are described in /api/dictionary."""
    found = next((one for one in TABLES if one.name == table), None)
    if found is None:
        known = ", ".join(one.name for one in TABLES)
        raise NotThere(table, "there is no such table", f"There are: {known}")
    material = _material(visit, name)
    file = f"{table}.{form}"
    if form == "parquet":
        return _file(parquet_bytes(found.columns, found.rows(material)), form, file)
    write = csv_lines if form == "csv" else json_lines
    return _joined((line.encode() for line in write(found.columns, found.rows(material))), form, file)


@router.get("/export", **_files("jsonl", "jsonld", "atom", "zip"))
def export(
    visit: Reader,
    name: str,
    form: Annotated[Literal["jsonl", "jsonld", "atom", "csv", "parquet"], Query(alias="format")] = "jsonl",
) -> Response:
    """Return the whole story: JSON lines, linked data, a feed of its revisions, or all tables in one archive."""
    material = _material(visit, name)
    file = f"saidby-{material.story.key[:12]}"
    if form in {"csv", "parquet"}:
        return _file(_archive(material, form), "zip", f"{file}-{form}.zip")
    return _joined(stream(form, [material]), form, f"{file}.{form}")


@router.get("/brief", **_files("md", "html", "text"))
def brief(
    visit: Reader,
    name: str,
    since: Day = None,
    form: Annotated[Literal["md", "html", "text"], Query(alias="format")] = "md",
) -> Response:
    """Return a cited brief, or what changed ``since`` a day."""
    told = visit.story(name)
    written = _BRIEFS[form](write_brief(told.story, told.shelf, since=since or None))
    return Response(written, media_type=TYPES[form])


@router.get("/wikitext", **_files("text"))
def table_for_wikipedia(visit: Reader, name: str) -> Response:
    """Return the casualty table for Wikipedia: a row for each source and day, each with its references."""
    told = visit.story(name)
    return Response(wikitext(told.story, told.shelf), media_type=TYPES["text"])


@router.get("/chart", **_files("svg", "png", "vega-lite"))
def chart(  # noqa: PLR0913, PLR0917  (one for each choice)
    visit: Reader,
    name: str,
    measure: Words = None,
    whom: Words = None,
    source: Words = None,
    theme: Literal["light", "dark"] = "light",
    form: Annotated[Literal["svg", "png", "vega-lite"], Query(alias="format")] = "vega-lite",
) -> Response:
    """Return the chart of a measure, the headline where none is named, or of all that one source counted."""
    told = visit.story(name)
    if source:
        spec = source_chart(told.story, told.shelf, source, theme=theme)
    else:
        spec = series_chart(told.story, told.shelf, measure=measure, whom=whom, theme=theme)
    if form == "png":
        return Response(png_of(spec), media_type=TYPES[form])
    return Response(svg_of(spec) if form == "svg" else msgspec.json.encode(spec), media_type=TYPES[form])


@router.get("/graph", **_files("svg"))
def graph(visit: Reader, name: str) -> Response:
    """Return the picture of who derived from whom."""
    told = visit.story(name)
    return Response(provenance_graph(told.story, told.shelf, alone=True), media_type=TYPES["svg"])


described = APIRouter(prefix="/api", tags=["files"])


@described.get("/dictionary", **_files("md", "csv", "json"))
def dictionary(visit: Reader, form: Annotated[Literal["md", "csv", "json"], Query(alias="format")] = "md") -> Response:
    """Return what each column of each table means."""
    written = {"md": dictionary_md, "csv": dictionary_csv, "json": lambda: datapackage(__version__)}[form]()
    return Response(written, media_type=TYPES[form])


def _material(visit: Visit, name: str) -> Material:
    return next(kept_stories(visit.ledger, [visit.story(name).story.key]))


def _archive(material: Material, form: str) -> bytes:
    """Return all tables of a story with their dictionary."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in TABLES:
            archive.writestr(f"{one.name}.{form}", _written(one, material, form))
        archive.writestr("datapackage.json", datapackage(__version__, form=form))
        archive.writestr("dictionary.csv", dictionary_csv())
        archive.writestr("dictionary.md", dictionary_md())
    return held.getvalue()


def _written(one: Table, material: Material, form: str) -> bytes:
    if form == "parquet":
        return parquet_bytes(one.columns, one.rows(material))
    return "".join(csv_lines(one.columns, one.rows(material))).encode()


def _file(data: bytes, form: str, name: str) -> Response:
    return Response(data, media_type=TYPES[form], headers=_saved(name))


def _joined(parts: Iterable[bytes], form: str, name: str) -> Response:
    """Return a file that is whole before any of it is sent: half a table with a good status would pass for all."""
    return _file(b"".join(parts), form, name)


def _saved(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
