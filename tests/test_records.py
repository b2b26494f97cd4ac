"""Records go through JSON and come back the same; what breaks an invariant is refused, made or decoded."""

import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from saidby import records
from saidby.evidence import Telling
from saidby.records import Article, DateMention, Figure, Number, Point, Span, Statement, Value

RECORDS = [
    record
    for record in [*vars(records).values(), Telling]
    if isinstance(record, type) and issubclass(record, msgspec.Struct) and record is not msgspec.Struct
]
DATES = {"date", "published", "said_on", "as_of", "value"}


def full(record: type[msgspec.Struct]) -> Any:
    """Return a record with every field filled."""
    hints = get_type_hints(record)
    return record(**{name: value_for(name, hints[name]) for name in record.__struct_fields__})


def bare(record: type[msgspec.Struct]) -> Any:
    """Return a record with only the fields that have no default (and a bound, where one is needed)."""
    hints = get_type_hints(record)
    needed = [field.name for field in msgspec.structs.fields(record) if field.required]
    needed += ["low"] if issubclass(record, Value) else []
    return record(**{name: value_for(name, hints[name]) for name in needed})


def value_for(name: str, hint: Any) -> Any:
    """Return a value that fits the type and the name of a field."""
    if get_origin(hint) in {Union, types.UnionType}:
        hint = get_args(hint)[0]
    if get_origin(hint) is Literal:
        return get_args(hint)[-1]
    if get_origin(hint) in {tuple, frozenset}:
        several = get_args(hint)[:1] if get_args(hint)[-1] is ... else get_args(hint)
        return get_origin(hint)(value_for(name, one) for one in several)
    if hint is Span:
        return Span(3, 8)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return full(hint)
    if hint is str:
        return "2025-04" if name in DATES else "The weir at Osk gave way."
    return {bool: True, int: 2 if name == "start" else 7, float: 0.5, bytes: b"The weir at Osk\xff"}[hint]


def again(record: Any) -> Any:
    """Return the record after a journey through JSON."""
    return msgspec.json.decode(msgspec.json.encode(record), type=type(record))


@pytest.mark.parametrize("record", RECORDS)
def test_a_full_record_comes_back_from_json(record: type[msgspec.Struct]) -> None:
    assert again(full(record)) == full(record)


@pytest.mark.parametrize("record", RECORDS)
def test_a_bare_record_comes_back_from_json(record: type[msgspec.Struct]) -> None:
    assert again(bare(record)) == bare(record)


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_is_finished_when_made(record: type[msgspec.Struct]) -> None:
    made = full(record)
    with pytest.raises(AttributeError, match="immutable"):
        setattr(made, record.__struct_fields__[0], None)
    assert hash(made) == hash(full(record))


@pytest.mark.parametrize("record", [record for record in RECORDS if record is not Span])
def test_a_record_holds_no_logic(record: type[msgspec.Struct]) -> None:
    assert not [name for name, value in vars(record).items() if callable(value) and not name.startswith("_")]


@pytest.mark.parametrize("date", ["2025", "2025-04", "2025-04-30", "--06-16", "--06"])
def test_dates_are_as_precise_as_the_text(date: str) -> None:
    assert again(DateMention(span=Span(0, 4), value=date, rule="r")).value == date


@pytest.mark.parametrize(
    "date",
    [
        "",
        "25",
        "2025-13",
        "2025-00",
        "2025-04-32",
        "2025-4-2",
        "2025-04-02T10:00",
        "April 2025",
        "06-16",
        "--13-01",
        "2025-",
    ],
)
def test_what_is_no_date_is_refused(date: str) -> None:
    for record, field in ((DateMention, "value"), (Article, "published"), (Figure, "as_of"), (Statement, "said_on")):
        with pytest.raises(msgspec.ValidationError, match=f"{field} must be an ISO prefix"):
            msgspec.convert(msgspec.to_builtins(bare(record)) | {field: date}, record)
    with pytest.raises(msgspec.ValidationError, match="date must be an ISO prefix"):
        msgspec.convert(msgspec.to_builtins(full(Point)) | {"date": date}, Point)


@pytest.mark.parametrize(
    ("record", "change", "says"),
    [
        (Span, {"start": 5, "end": 5}, "a span needs 0 <= start < end"),
        (Span, {"start": 9, "end": 5}, "a span needs 0 <= start < end"),
        (Span, {"start": -1, "end": 5}, "a span needs 0 <= start < end"),
        (Number, {"low": None, "high": None}, "at least one bound"),
        (Figure, {"low": None, "high": None}, "at least one bound"),
        (Point, {"low": None, "high": None}, "at least one bound"),
        (Figure, {"confidence": 1.01}, "confidence must lie between 0 and 1"),
        (Statement, {"confidence": -0.1}, "confidence must lie between 0 and 1"),
        (Article, {"text": "short", "title": {"start": 0, "end": 6}}, "lies outside its text"),
        (Figure, {"bound": "roughly"}, "Invalid enum value 'roughly'"),
        (Figure, {"measure": "dead"}, "Invalid enum value 'dead'"),
    ],
)
def test_invariants_hold_for_decoded_records(record: type[msgspec.Struct], change: dict[str, Any], says: str) -> None:
    broken = msgspec.json.encode(msgspec.to_builtins(full(record)) | change)
    with pytest.raises(msgspec.ValidationError, match=says):
        msgspec.json.decode(broken, type=record)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 5), (-1, 5)])
def test_invariants_hold_for_records_made_here(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span needs"):
        Span(start, end)


def test_a_span_cuts_its_words_out_of_the_text() -> None:
    assert Span(4, 8).of("The weir") == "weir"
