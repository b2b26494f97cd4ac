"""Names of sources: who is whom, across articles."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from saidby.lexicon import Lexicon
from saidby.link.sources import resolve_sources
from saidby.link.sources.names import find_full_names
from saidby.pipeline import mark, read
from saidby.records import Marks
from tests.link.build import told

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("sources.toml").read_text("utf-8"))


def told_by_the_program(doc: str, text: str, lexicon: Lexicon) -> Marks:
    row = {"id": doc, "text": text, "published": "2025-06-16"}
    return mark(read(json.dumps(row).encode(), name=f"{doc}.json", lexicon=lexicon), lexicon)


def ids(names: list[str], lexicon: Lexicon, text: str = "") -> list[str]:
    """Return the ids of the identities behind names that each stand in an article of its own."""
    marks = [told(f"d{n}", f"{text} {name} said {{60}} died.", {"source": name}) for n, name in enumerate(names)]
    claimants = resolve_sources(marks, lexicon)
    found = [claimants.of(f"d{n}", name) for n, name in enumerate(names)]
    return [source.id for source in found if source]


@pytest.mark.parametrize("row", TABLE["same"], ids=lambda row: row["names"][0])
def test_names_of_one_claimant(row: dict[str, Any], lexicon: Lexicon) -> None:
    assert len(set(ids(row["names"], lexicon, row.get("text", "")))) == 1


@pytest.mark.parametrize("row", TABLE["apart"], ids=lambda row: row["names"][0])
def test_names_of_different_claimants(row: dict[str, Any], lexicon: Lexicon) -> None:
    assert len(set(ids(row["names"], lexicon, row.get("text", "")))) == len(row["names"])


@pytest.mark.parametrize("row", [row for row in TABLE["same"] if "name" in row], ids=lambda row: row["name"])
def test_the_name_shown(row: dict[str, Any], lexicon: Lexicon) -> None:
    claimants = resolve_sources([told("a", f"{n} said {{60}} died.", {"source": n}) for n in row["names"]], lexicon)
    assert {s.name for n in row["names"] if (s := claimants.of("a", n))} == {row["name"]}


@pytest.mark.parametrize(
    ("name", "standing"), [(name, row["standing"]) for row in TABLE["standing"] for name in row["names"]]
)
def test_standing(name: str, standing: str, lexicon: Lexicon) -> None:
    claimants = resolve_sources([told("a", f"{name} said {{60}} died.", {"source": name})], lexicon)
    assert [source.standing for source in claimants.by_id.values()] == [standing]


def test_a_group_without_a_name_is_known_to_its_article_only(lexicon: Lexicon) -> None:
    assert len(set(ids(["officials", "officials"], lexicon))) == 2


def test_a_part_points_at_the_whole_even_where_no_article_names_it(lexicon: Lexicon) -> None:
    name = "UK Defence Intelligence"
    claimants = resolve_sources([told("a", f"{name} said {{60}} died.", {"source": name})], lexicon)
    part = claimants.of("a", name)
    assert part is not None
    assert part.parent is not None
    assert claimants.by_id[part.parent].name == "UK Ministry of Defence"


def test_the_health_ministry_is_that_of_the_country_spoken_of(lexicon: Lexicon) -> None:
    full = told("a", "Bulgaria's health ministry said {60} died.", {"source": "Bulgaria's health ministry"})
    short = told("b", "The health ministry said {60} died.", {"source": "health ministry"})
    other = told("c", "The Polish health ministry said {60} died.", {"source": "Polish health ministry"})
    two = resolve_sources([full, short], lexicon)
    assert two.of("b", "health ministry") == two.of("a", "Bulgaria's health ministry")
    three = resolve_sources([full, short, other], lexicon)
    assert three.of("b", "health ministry") not in (
        three.of("a", "Bulgaria's health ministry"),
        three.of("c", "Polish health ministry"),
    )


def test_a_surname_is_read_in_its_own_article_first(lexicon: Lexicon) -> None:
    text = "Ana Sorel said {60} died. Sorel said {70} fled."
    marks = told("a", text, {"source": "Ana Sorel"}, {"source": "Sorel"})
    other = told("b", "Brum Sorel said {80} died.", {"source": "Brum Sorel"})
    claimants = resolve_sources([marks, other], lexicon)
    assert claimants.of("a", "Sorel") == claimants.of("a", "Ana Sorel") != claimants.of("b", "Brum Sorel")


@pytest.mark.parametrize("row", TABLE["voice"], ids=lambda row: row["text"])
def test_who_speaks_for_whom(row: dict[str, Any], lexicon: Lexicon) -> None:
    """A voice's figure stands first in its text, whatever else it says after it."""
    texts = [row["text"], *row.get("others", [])]
    marks = [told_by_the_program(f"d{n}", text, lexicon) for n, text in enumerate(texts)]
    claimants = resolve_sources(marks, lexicon)
    found = claimants.of("d0", marks[0].figures[0].source)
    assert found is not None
    assert (found.name, list(found.voices)) == (row["claimant"], row.get("voices", []))


def test_one_person_who_speaks_for_the_police_of_two_articles_makes_them_one(lexicon: Lexicon) -> None:
    texts = ["Police spokesman Rafi Dorn said 31 people had died.", "Rafi Dorn, a police spokesman, said 40 were hurt."]
    marks = [told_by_the_program(f"d{n}", text, lexicon) for n, text in enumerate(texts)]
    claimants = resolve_sources(marks, lexicon)
    assert claimants.of("d0", "Rafi Dorn") == claimants.of("d1", "Rafi Dorn")


def test_a_minister_is_a_part_of_the_ministry(lexicon: Lexicon) -> None:
    text = "Health Minister Ana Sorel said 31 people had died. The health ministry said 50 were hurt."
    claimants = resolve_sources([told_by_the_program("a", text, lexicon)], lexicon)
    minister, ministry = claimants.of("a", "Ana Sorel"), claimants.of("a", "health ministry")
    assert minister is not None
    assert ministry is not None
    assert minister.parent == ministry.id


def test_an_abbreviation_means_what_the_text_says_not_the_list(lexicon: Lexicon) -> None:
    text = "The Northern Inland Surveyors (NIS) said {60} houses fell. NIS said {70} stand."
    marks = told("a", text, {"source": "Northern Inland Surveyors"}, {"source": "NIS"})
    found = resolve_sources([marks], lexicon).of("a", "NIS")
    assert found is not None
    assert found.name == "Northern Inland Surveyors"


def test_an_abbreviation_that_a_text_introduces(lexicon: Lexicon) -> None:
    text = "The Kerrin River Board (KRB) met at noon."
    assert len(set(ids(["Kerrin River Board", "KRB"], lexicon, text))) == 1


def test_an_abbreviation_of_two_names_means_neither() -> None:
    texts = ["The Kerrin River Board (KRB) met.", "The Kelm Railway Brigade (KRB) came.", "Oska Dam Trust (ODT)"]
    assert find_full_names(texts) == {"odt": "Oska Dam Trust"}


def test_a_common_noun_means_the_source_that_any_article_introduces_by_it(lexicon: Lexicon) -> None:
    first = told("first", "The charity Velby Relief said {60} died.", {"source": "Velby Relief"})
    text = "Velby Relief said {60} died. The charity said {80} fled. The ministry said {9} are lost."
    ministry = {"source": "Bulgaria's interior ministry"}
    names = ({"source": "Velby Relief"}, {"source": "charity"}, ministry)
    claimants = resolve_sources([first, told("second", text, *names)], lexicon)
    assert claimants.of("second", "charity") == claimants.of("second", "Velby Relief")


def test_a_common_noun_that_may_mean_two_sources_means_neither(lexicon: Lexicon) -> None:
    text = "The charity Velby Relief said {60} died, the charity Oska Aid {70}. The charity said {80} fled."
    marks = told("a", text, {"source": "Velby Relief"}, {"source": "Oska Aid"}, {"source": "charity"})
    claimants = resolve_sources([marks], lexicon)
    assert len({source.id for n in ("Velby Relief", "Oska Aid", "charity") if (source := claimants.of("a", n))}) == 3
