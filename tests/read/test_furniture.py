"""What came with the page is marked; the article's own words are told."""

import pytest

from saidby.lexicon import Lexicon, faults
from saidby.read.furniture import find_furniture
from saidby.text import lay_out

STORY = "Floods in the Kerrin valley killed 12 people, the fire service said on Tuesday."


def untold(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(f.kind, f.span.of(text)) for f in find_furniture(text, lexicon) if not f.told]


@pytest.mark.parametrize(
    ("kind", "words", "text"),
    [
        ("date line", "date 2025-06-16", f"date 2025-06-16 {STORY}"),
        ("date line", "Published on: Mon, 16 Jun 2025", f"Floods kill 12\nPublished on: Mon, 16 Jun 2025\n{STORY}"),
        ("date line", "Friday, June 13, 2025", f"Friday, June 13, 2025\nFloods kill 12\n{STORY}"),
        (
            "date line",
            "(Published Friday, June 13, 2025)",
            f"{STORY} (Published Friday, June 13, 2025) More rain fell.",
        ),
        ("menu", "Share on Facebook", f"Floods kill 12\nShare on Facebook\n{STORY}"),
        ("menu", ">> Read more", f"{STORY}\n>> Read more\nThe rain goes on."),
        (
            "menu",
            "Please enable Javascript to watch this video",
            f"Please enable Javascript to watch this video {STORY}",
        ),
        ("menu", "(PDF | 4.2 MB | English)", f"Report\n(PDF | 4.2 MB | English)\n{STORY}"),
        ("advert", "Sign up for our morning letter.", f"Sign up for our morning letter. {STORY}"),
        (
            "related",
            "Also read: Three held after fire in 2 barns",
            f"{STORY}\nAlso read: Three held after fire in 2 barns\nIt rained.",
        ),
        ("credit", "(Photo: Jo Penn/Kerrin Post)", f"The bridge (Photo: Jo Penn/Kerrin Post) {STORY}"),
        ("credit", "Jo Penn contributed to this report.", f"{STORY} Jo Penn contributed to this report."),
        (
            "credit",
            "Copyright 2025 Kerrin Post - All rights reserved.",
            f"{STORY} Copyright 2025 Kerrin Post - All rights reserved.",
        ),
        ("credit", "Original Source: en.kerrin.example", f"{STORY}\nOriginal Source: en.kerrin.example"),
        ("byline", "Staff Reports", f"Floods kill 12\nStaff Reports\n{STORY}"),
    ],
)
def test_furniture_is_not_told(kind: str, words: str, text: str, lexicon: Lexicon) -> None:
    assert (kind, words) in untold(text, lexicon)
    assert not any(STORY[:40] in span for _, span in untold(text, lexicon))


def test_an_appeal_needs_several_of_its_phrases(lexicon: Lexicon) -> None:
    appeal = "Your support helps us report. We have 40 reporters on the ground and no paywall. Support us now."
    assert untold(f"{appeal}\n{STORY}", lexicon) == [("appeal", appeal)]
    assert untold(f"Aid groups said they had 40 reporters on the ground.\n{STORY}", lexicon) == []


def test_of_a_picture_only_the_caption_is_told(lexicon: Lexicon) -> None:
    text = f"{STORY}\n![Three boats on June 4. [KERRIN POST]](https://img.example/2025/06/16/40382e35.jpg)\nIt rained."
    parts = [(f.span.of(text), f.told) for f in find_furniture(text, lexicon)]
    assert parts == [
        ("![", False),
        ("Three boats on June 4. [KERRIN POST]", True),
        ("](https://img.example/2025/06/16/40382e35.jpg)", False),
    ]


def test_a_line_that_ends_in_a_pictures_owner_is_a_caption(lexicon: Lexicon) -> None:
    text = f"{STORY}\n\nThree boats tied up at the old mill in Kerrin ( EPA )\n\nIt rained."
    (caption,) = find_furniture(text, lexicon)
    assert (caption.kind, caption.told) == ("caption", True)


@pytest.mark.parametrize(
    ("caption", "line"),
    [
        (
            "FILE - In this May 3, 2016 photo, three boats lie at the old mill.",
            "FILE - In this May 3, 2016 photo, three boats lie at the old mill. (AP Photo/Jo Penn, File)",
        ),
        ("Three boats lie at the old mill.", "Three boats lie at the old mill. (Jo Penn/Kerrin via AP)"),
        ("Three boats lie at the old mill.", "Three boats lie at the old mill. Jo Penn/AP"),
        ("Three boats lie at the old mill.", "Three boats lie at the old mill. (May 3) AP"),
        ("In this May 3 file photo, three boats ... more", "In this May 3 file photo, three boats ... more"),
        (
            "Three boats lie at the old mill in Kerrin on Tuesday, May 3, 2016.",
            "Three boats lie at the old mill in Kerrin on Tuesday, May 3, 2016.\n(Photo: Jo Penn, AP)",
        ),
    ],
)
def test_captions_are_told_and_who_took_the_picture_is_not(caption: str, line: str, lexicon: Lexicon) -> None:
    text = f"{STORY}\n{line}\nIt rained."
    found = find_furniture(text, lexicon)
    assert [(f.span.of(text), f.told) for f in found if f.kind == "caption"] == [(caption, True)]
    assert not any(f.told for f in found if f.kind == "credit")


@pytest.mark.parametrize(
    "text",
    [
        "Three boats lie at the old mill (Kerrin/Tulla).",
        "The mayor, Jo Penn (D-Tulla), said that 3 boats were lost.",
        "The mill in Kerrin (Reuters/AFP)",
        "By Jo Penn, AFP",
        "Jo Penn and Ann Reed / AP",
        "Jo Penn, Associated Press",
    ],
)
def test_what_looks_like_a_photo_credit(text: str, lexicon: Lexicon) -> None:
    found = find_furniture(f"{STORY}\n{text}\n{STORY}", lexicon)
    assert not any(f.rule == "photo credit" for f in found)


def test_program_code_is_not_told(lexicon: Lexicon) -> None:
    code = "window._box = window._box || []; _box.push({ size: 12 });"
    assert untold(f"{code}\n{STORY}", lexicon) == [("menu", code)]
    assert untold(f"Window. 12 of them broke; all were old.\n{STORY}", lexicon) == []


def test_key_takeaways_are_told_and_their_heading_is_not(lexicon: Lexicon) -> None:
    text = f"Floods kill 12\nKey Takeaways\n- Over 12 people died.\n- Two bridges fell.\n{STORY}"
    kinds = [(f.kind, f.told) for f in find_furniture(text, lexicon)]
    assert kinds == [("takeaways", False), ("takeaways", True), ("takeaways", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Updated rules let 300 families return, the council said.",
        "The minister asked people to share this burden with 40 other towns.",
        "Sources: Health Ministry, 12 dead.",
        "He published 3 reports on the flood.",
        "Read the sign at the gate, which names 14 men.",
    ],
)
def test_the_articles_own_sentences_stay(text: str, lexicon: Lexicon) -> None:
    assert untold(f"{STORY}\n{text}\n{STORY}", lexicon) == []


def test_untold_stretches_belong_to_no_sentence(lexicon: Lexicon) -> None:
    text = f"{STORY}\nAlso read: Fire in 2 barns\nIt rained."
    skip = [f.span for f in find_furniture(text, lexicon) if not f.told]
    assert [s.span.of(text) for s in lay_out(text, skip).sentences] == [STORY, "It rained."]


def test_notices_and_outlets_prove_themselves(lexicon: Lexicon) -> None:
    assert faults(lexicon.notices) == []
    assert faults(lexicon.outlets) == []
