"""JSON lines hold all that the JSON forms hold."""

import json
from typing import Any

from saidby.records import Span
from saidby.views.export.jsonl import OF_ARTICLES, OF_STORIES, lines
from saidby.views.forms import article_form, story_form
from tests.views.export.build import Told, demo, made


def joined(records: list[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the story and the articles again of which these records are the parts."""
    wholes: dict[str | None, dict[str, Any]] = {}
    lists = {kind: name for name, kind in (OF_ARTICLES | OF_STORIES).items()}
    for record in records:
        kind, story, article = record.pop("type"), record.pop("in_story", None), record.pop("in_article", None)
        if kind in {"story", "article"}:
            wholes[record.get("id")] = record
        else:
            assert story
            wholes[article].setdefault(lists[kind], []).append(record)
    return wholes.pop(None), list(wholes.values())


def test_the_lines_make_the_forms_again() -> None:
    for told in (demo(), made("12 died", [Span(0, 2)], words="\u2028</script>")):
        check(told)


def check(told: Told) -> None:
    story, marks = told
    whole, articles = joined([json.loads(line) for line in lines(story_form(story), map(article_form, marks))])

    def filled(form: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in form.items() if value not in ([], ())}

    assert filled(whole) == filled(json.loads(json.dumps(story_form(story))))
    assert [filled(one) for one in articles] == [filled(json.loads(json.dumps(article_form(one)))) for one in marks]


def test_a_record_is_one_line_whatever_it_says() -> None:
    told = made("12 died", [Span(0, 2)], words="a\nb\u2028c\x85d\x1ee\x1b[1m")
    found = list(lines(story_form(told[0]), map(article_form, told[1])))
    assert all(len(line.splitlines()) == 1 and line.endswith("\n") for line in found)
    assert not any(char in "".join(found) for char in "\x1b\x85\u2028")
