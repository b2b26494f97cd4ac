"""The words of a body with tags: paragraphs apart, nothing lost but what is never shown."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.errors import BadInput
from saidby.read.markup import is_markup, text_of_html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>At least <b>40</b> died,\n  he said.<p>Twelve.", "At least 40 died, he said.\n\nTwelve."),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>40 dead<li>12 missing</ul>", "40 dead\n12 missing"),
        ("<table><tr><th>Town<th>Dead<tr><td>Osk<td>40</table>", "Town\tDead\nOsk\t40"),
        ("<script>if (a < 40) { '</p>' }</script>Forty died.<style>p {}</style>", "Forty died."),
        ("<!-- 40 <p> -->Twelve<![CDATA[ & more]]>", "Twelve & more"),
        ("3 &lt; 4 &amp; 5<6", "3 < 4 & 5<6"),
        ("<img alt='more > 40'>Twelve <a href=\"x?a>b\">died</a>.", "Twelve died."),
        ("<figure><img><figcaption>The weir</figcaption></figure><p>Text", "The weir\n\nText"),
        ("<style/>Forty died.", "Forty died."),
        ("", ""),
    ],
)  # fmt: skip
def test_a_body_reads_as_it_is_shown(source: str, text: str) -> None:
    assert text_of_html(source, "a") == text


@pytest.mark.parametrize(
    ("words", "tags"), [("3 < 4", False), ("a<b", False), ("<p>a", True), ("</p >", True), ("<br/>", True)]
)
def test_what_has_tags_is_told_from_what_has_signs(words: str, tags: bool) -> None:
    assert is_markup(words) == tags


@pytest.mark.parametrize(
    "part", ["<a ", "<!--", '<a "', "<", "<![CDATA[", "<script>", "&", "<p>", "<template>", "</", "\t", "\n "]
)
def test_time_grows_with_the_length_alone(part: str) -> None:
    began = time.process_time()
    text_of_html(part * 150_000, "a")
    assert time.process_time() - began < 3


def test_more_tags_than_any_article_has_are_refused() -> None:
    with pytest.raises(BadInput, match="more than 200,000 tags"):
        text_of_html("<p>" * 200_001, "a")


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<script>", "<", ">", "&#", "40", " ", "<!--", "-->", '"', "<td>", "\n", "é"])
    )
)
def test_any_markup_gives_text(parts: list[str]) -> None:
    text_of_html("".join(parts), "a")
