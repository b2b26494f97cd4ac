"""Title, outlet, byline, dateline, wire and day of publication."""

import hashlib
import json

import pytest

from saidby.pipeline import read
from saidby.records import Article
from saidby.text import normalise

LEAD = "Floods in the Kerrin valley have killed 12 people and cut off two villages, the fire service said on Tuesday."
MORE = "More rain is expected before the end of the week, and the lower bridge stays closed to all traffic until then."


def plain(text: str, name: str = "flood.txt") -> Article:
    return read(text.encode(), name=name)


def given(text: str, **metadata: str | None) -> Article:
    return read(json.dumps({"text": text, **metadata}).encode(), name="flood.json")


@pytest.mark.parametrize(
    ("head", "place", "day", "agency"),
    [
        ("Tulla, June 16 (IANS) ", "Tulla", "--06-16", "IANS"),
        ("TULLA, 3 OCT 88 (FBIS) -- [EDITORIAL REPORT] [TEXT] ", "TULLA", "1988-10-03", "FBIS"),
        ("TULLA (KERRIN), 7 JUL 89 (RADIO KERRIN) -- [TEXT] ", "TULLA, KERRIN", "1989-07-07", "RADIO KERRIN"),
        ("CLANDESTINE, NO DATE (RADIO KERRIN) -- [TEXT] ", None, None, "RADIO KERRIN"),
        ("DUBAI, United Arab Emirates — ", "DUBAI, United Arab Emirates", None, None),
        ("NEW DELHI: ", "NEW DELHI", None, None),
        ("Tulla – ", "Tulla", None, None),
        ("TULLA, Ind. (Feb. 3, 2016) – ", "TULLA, Ind.", "2016-02-03", None),
        ("Tulla [Kerrin], May 3 (ANI): ", "Tulla, Kerrin", "--05-03", "ANI"),
        ("TULLA CITY, May 2: ", "TULLA CITY", "--05-02", None),
        ("TULLA – 4 March 2021: ", "TULLA", "2021-03-04", None),
        ("MONDAY, March 4, 2024 (HealthDay News) — ", None, "2024-03-04", "HealthDay News"),
        ("(AP) — ", None, None, "AP"),
        ("(UKRAINE) — ", "UKRAINE", None, None),
        ("(KERRIN) — ", "KERRIN", None, None),  # known from the text alone: "Floods in the Kerrin valley"
    ],
)
def test_datelines(head: str, place: str | None, day: str | None, agency: str | None) -> None:
    dateline = plain(f"{head}{LEAD}\n{MORE}").dateline
    assert dateline is not None
    assert (dateline.place, dateline.date, dateline.agency) == (place, day, agency)
    assert dateline.span.of(f"{head}{LEAD}") == head.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        f"Officials: 12 dead in floods\n{LEAD}",
        f"{LEAD}",
        f"UPDATE: {LEAD}",
        f"FILE - {LEAD}",
        f"Ms Penn (R-S.C.): {LEAD}",
        f"Super Storm Ada — The Long One, as it is called here — has moved on, the weather service said.\n{MORE}",
    ],
)
def test_no_dateline(text: str) -> None:
    assert plain(text).dateline is None


CAPTION = (
    "FILE - In this May 3, 2016, file photo, a man rows past the mill in Tulla, Kerrin. (Jo Penn/Kerrin Post via AP)"
)


@pytest.mark.parametrize(
    "above",
    [
        CAPTION,
        f"Floods kill 12 in Kerrin\n{CAPTION}\nMore\n{CAPTION}\nSave",
        "Share this article:",
        "\n".join(f"Menu entry {i}" for i in range(30)),
    ],
)
def test_an_agencys_dateline_stands_below_captions_and_menus(above: str) -> None:
    article = given(f"{above}\nTULLA, Kerrin (AP) — {LEAD}\n{MORE}", outlet="Kerrin Post")
    assert article.dateline is not None
    assert (article.dateline.place, article.wire) == ("TULLA, Kerrin", "Associated Press")


def test_the_first_line_is_the_headline_where_it_reads_like_one() -> None:
    text = f"Floods kill 12 in Kerrin valley\n{LEAD}\n{MORE}"
    title = plain(text).title
    assert title is not None
    assert title.of(text) == "Floods kill 12 in Kerrin valley"
    assert plain(f"{LEAD}\n{MORE}").title is None
    assert plain(f"Tulla – {LEAD}\n{MORE}").title is None


def test_a_title_from_metadata_is_looked_up_in_the_text() -> None:
    text = f"12 July 2024\nFloods  kill 12 in Kerrin\n{LEAD}"
    found = given(text, title="Floods kill 12 in Kerrin")
    assert found.title is not None
    assert found.title.of(text) == "Floods  kill 12 in Kerrin"
    other = given(text, title="A different headline")
    assert (other.title, other.headline) == (None, "A different headline")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("BY JO PENN [jo.penn@kerrin.example]", f"{LEAD}\n{MORE}\nBY JO PENN [jo.penn@kerrin.example]"),
        ("By Jo Penn, Kerrin Post", f"Floods kill 12 in Kerrin\nBy Jo Penn, Kerrin Post\n{LEAD}\n{MORE}"),
        ("Jo Penn", f"Floods kill 12 in Kerrin\nJo Penn\n{LEAD}\n{MORE}"),
        ("JO PENN", f"JO PENN\n{LEAD}\n{MORE}"),
    ],
)
def test_bylines(line: str, text: str) -> None:
    byline = plain(text).byline
    assert byline is not None
    assert byline.of(text) == line


@pytest.mark.parametrize(
    ("day", "where", "text", "metadata"),
    [
        ("2024-07-12", "metadata", LEAD, {"published": "2024-07-12"}),
        ("2024-07-12", "metadata", LEAD, {"published": "2024-07-12T08:30:00Z"}),
        ("2024-07", "metadata", LEAD, {"published": "July 2024"}),
        ("2024-07-12", "date line", f"date 2024-07-12 {LEAD}", {}),
        ("2024-07-12", "date line", f"Floods kill 12 here\nPublished on: Fri, 12 Jul 2024\n{LEAD}", {}),
        ("2024-07-12", "date line", f"Floods kill 12 here\n\nKerrin Post, July 12, 2024\n\n{LEAD}", {}),
        ("2024-07-12", "date line", f"Floods kill 12 here\nBy Jo Penn | Kerrin Post | 12 July 2024\n{LEAD}", {}),
        (None, None, f"Floods kill 12 here\nThe mill was closed for good, July 12, 1911\n{LEAD}", {}),
        ("1989-07-07", "dateline", f"TULLA, 7 JUL 89 (EFE) -- {LEAD}", {}),
        (
            "2024-07-12",
            "address",
            f"TULLA, July 12 (EFE) -- {LEAD}",
            {"url": "https://kerrin.example/2024/07/12/floods"},
        ),
        ("2024-07-12", "address", LEAD, {"url": "https://kerrin.example/view?ud=20240712000234"}),
        ("2024-07", "address", LEAD, {"url": "https://kerrin.example/2024/07/floods.html"}),
        ("2024-07-12", "text", f"Police today (July 12, 2024) closed the bridge. {LEAD}", {}),
        ("--07-12", "dateline", f"TULLA, July 12 (EFE) -- {LEAD}", {}),
        (None, None, LEAD, {"url": "https://kerrin.example/article/1657141546_40738"}),
        (None, None, LEAD, {"url": "https://kerrin.example/05/06/2024/floods"}),
    ],
)
def test_published(day: str | None, where: str | None, text: str, metadata: dict[str, str]) -> None:
    article = given(text, **metadata)
    assert (article.published, article.published_from) == (day, where)


@pytest.mark.parametrize(
    ("outlet", "text", "metadata"),
    [
        ("Kerrin Post", LEAD, {"outlet": "Kerrin Post", "url": "https://other.example/a"}),
        ("kerrin.example", LEAD, {"url": "https://www.kerrin.example/a"}),
        ("The Independent", LEAD, {"url": "https://www.independent.co.uk/news/a.html"}),
        ("IANS", f"Tulla, June 16 (IANS) {LEAD}", {}),
        ("kerrin.example", f"{LEAD}\n{MORE}\nBY JO PENN [jo.penn@kerrin.example]", {}),
        ("Kerrin Post", f"Floods kill 12 here\n\nKerrin Post, July 12, 2024\n\n{LEAD}", {}),
        ("Kerrin Post", f"Floods kill 12 here\nBy Jo Penn | Kerrin Post | 12 July 2024\n{LEAD}", {}),
        ("Reuters", f"Floods kill 12 here\nReuters, 12 July 2024\n{LEAD}", {}),
        (None, f"Floods kill 12 here\nTulla, July 12, 2024\n{LEAD}", {}),
        (None, f"Floods kill 12 here\nBy Jo Penn, July 12, 2024\n{LEAD}", {}),
        (None, LEAD, {}),
    ],
)
def test_outlet(outlet: str | None, text: str, metadata: dict[str, str]) -> None:
    assert given(text, **metadata).outlet == outlet


@pytest.mark.parametrize(
    ("wire", "words", "text"),
    [
        ("Reuters", "Reuters", f"TULLA, July 5 (Reuters): {LEAD}"),
        ("Yonhap News Agency", "Original Source: en.yna.co.kr", f"{LEAD}\nOriginal Source: en.yna.co.kr"),
        ("PTI", "PTI", f"{LEAD} {MORE} PTI"),
        ("Bernama", "Bernama", f"{LEAD} {MORE} – Bernama"),
        ("AFP", "AFP", f"{LEAD} “We lost all,” a farmer told AFP. {MORE}"),
        ("Associated Press", "The Associated Press", f"{LEAD} The Associated Press contributed to this report."),
        ("KNV", "KNV", f"{LEAD} Two men are missing, according to news agency KNV."),
        (None, None, f"{LEAD} A farmer told AFP that he had left; a neighbour told Reuters that he had not."),
        (None, None, LEAD),
    ],
)
def test_wire(wire: str | None, words: str | None, text: str) -> None:
    article = given(text, outlet="Kerrin Post")
    assert article.wire == wire
    assert (article.credit.of(text) if article.credit else None) == words


LONG = "\n".join([LEAD, MORE] * 12)
HEAD = "Floods kill 12 in Kerrin valley"


@pytest.mark.parametrize(
    ("wire", "words", "line"),
    [
        ("Associated Press", "The Associated Press", "By The Associated Press"),
        ("Associated Press", "Associated Press", "By Jo Penn, Ann Reed and Lee Moor Associated Press"),
        (
            "Associated Press",
            "Associated Press",
            "By      JO PENN , ANN REED       and       LEE MOOR Associated Press",
        ),
        ("Associated Press", "AP", "By JO PENN AP National Desk Writer"),
        ("Associated Press", "Associated Press", "Jo Penn, Associated Press Published 7:05 a.m. ET May 3, 2016"),
        ("Associated Press", "AP", "JO PENN, ANN REED and LEE MOOR / AP"),
        (
            "Associated Press",
            "Associated Press",
            "Posted 3:10 am, May 3, 2016, by Associated Press , Updated 6 a.m. May 3, 2016",
        ),
        ("Associated Press", "The Associated Press", "The Associated Press — By JO PENN - Associated Press"),
        ("Associated Press", "The Associated Press", "The Associated Press | Tuesday, May 3, 2016, 8:15 a.m."),
        ("Associated Press", "Associated Press", "Associated Press"),
        ("Bloomberg", "Bloomberg", "Jo Penn, Ann Reed and Lee Moor, Bloomberg"),
        ("Reuters", "Reuters", "By Reuters"),
        ("Reuters", "Reuters", "Reuters"),
        ("AFP", "AFP", "AFP\nMay 3, 2016"),
        (None, None, "By Jo Penn"),
        (None, None, "Reuters Under New Owners"),
        (None, None, "Reuters\nThe river Kerrin falls again\nBloomberg"),  # a list of articles
        (None, None, "KCNA"),  # it speaks for its state
    ],
)
def test_an_agency_in_the_byline_is_the_wire(wire: str | None, words: str | None, line: str) -> None:
    article = given(f"{HEAD}\n{line}\n{LEAD}\n{MORE}", outlet="Kerrin Post")
    assert article.wire == wire
    assert (article.credit.of(article.text) if article.credit else None) == words


@pytest.mark.parametrize("who", ["Jo Penn is an Associated Press writer.", "Jo Penn and Ann Reed are AP reporters."])
def test_the_writers_agency_is_told_at_the_foot(who: str) -> None:
    assert given(f"{LEAD}\n{MORE}\n{who}", outlet="Kerrin Post").wire == "Associated Press"


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Jo Penn, AP",
        "Photo: Bloomberg Photo By Jo Penn",
        "AFP PHOTO / Jo PENN",
        "(AP Photo/Jo Penn)",
        "(Jo Penn/AP)",
        "Jo Penn/AFP/Getty Images",
        "Jo Penn | AP",
        "REUTERS/Jo Penn/File Photo",
        "Credit: AP (File)\nThe mill in Tulla on Tuesday.",
        "The mill stands in the water. Jo Penn/AP",
        "The mill stands in the water. (May 3) AP",
        "The mill stands in the water since it rained on May 3, 2016. (Jo Penn/Pool via AP, File)",
    ],
)
def test_who_took_the_pictures_is_no_wire(line: str) -> None:
    assert given(f"{HEAD}\n{line}\n{LEAD}\n{MORE}", outlet="Kerrin Post").wire is None
    assert given(f"{HEAD}\n{LEAD}\n{MORE}\n{line}", outlet="Kerrin Post").wire is None or line.startswith("Credit")


@pytest.mark.parametrize(
    ("wire", "text"),
    [
        (None, f"{LONG} Two men are missing, Reuters reported on Friday. {MORE}"),
        (None, f"{LEAD}\n{MORE} Two men are missing, Bloomberg reported."),
        (None, f"{LEAD}\n{MORE} Two men are missing, according to the state news agency SANA."),
        (None, f"{LONG} {LONG} Two men are missing, according to the Interfax news agency. {MORE}"),
        (None, f"{LEAD} “We lost all,” a farmer told Reuters in March. {MORE}"),
        (None, f"{LEAD} A farmer told Bloomberg’s Ann Reed that all was lost. {MORE}"),
        ("Reuters", f"{LEAD} Reuters reported that two men are missing. One was found, according to Reuters. {MORE}"),
        ("PTI", f"{LEAD} A PTI report said that two men are missing. {MORE}"),
        (
            "United News of Bangladesh",
            f"Floods cut off two villages and closed the only bridge to the plain on Tuesday, reports UNB. {MORE}",
        ),
        ("Interfax", f"{LEAD} {MORE} Two men are missing, the Interfax news agency reported."),
    ],
)
def test_one_sentence_that_cites_an_agency_is_no_credit(wire: str | None, text: str) -> None:
    assert given(text, outlet="Kerrin Post").wire == wire


def test_an_agency_is_not_its_own_wire() -> None:
    article = plain(f"Tulla, June 16 (IANS) {LEAD}")
    assert (article.outlet, article.wire) == ("IANS", None)


def test_the_key_is_the_hash_of_the_normalised_text() -> None:
    article = plain(f"{LEAD}\r\n\r\n{MORE}\r\n")
    assert article.text == f"{LEAD}\r\n\r\n{MORE}\r\n"
    assert article.key == hashlib.sha256(normalise(article.text).encode()).hexdigest()
    assert plain(f"{LEAD}\n{MORE}").key == article.key


def test_dateline_and_byline_are_furniture() -> None:
    article = plain(f"Floods kill 12 in Kerrin\nJo Penn\nTULLA, July 12 (EFE) -- {LEAD}\n{MORE}")
    assert [(f.kind, f.told) for f in article.furniture] == [("byline", False), ("dateline", False)]
