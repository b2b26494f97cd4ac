import msgspec
from hypothesis import given
from hypothesis import strategies as st

from saidby.ledger.events import FIRST_SEAL, Draft, Event, broken, sealed


def chain(length: int) -> list[Event]:
    events: list[Event] = []
    for number in range(1, length + 1):
        draft = Draft(kind="article", subject=f"key {number}", body={"id": f"a{number}", "words": number})
        before = events[-1].seal if events else FIRST_SEAL
        events.append(sealed(draft, before=before, seq=number, at="2031-05-06T07:08:09.000Z"))
    return events


def test_a_chain_as_it_was_written_holds() -> None:
    assert list(broken(chain(20))) == []


def test_the_order_in_which_a_body_was_put_together_does_not_matter() -> None:
    one, other = (Draft(kind="marked", subject="k", body=body) for body in ({"a": 1, "b": 2}, {"b": 2, "a": 1}))
    assert sealed(one, before=FIRST_SEAL, seq=1, at="now") == sealed(other, before=FIRST_SEAL, seq=1, at="now")


@given(st.data())
def test_any_bit_flipped_anywhere_in_an_exported_chain_shows(data: st.DataObject) -> None:
    lines = [msgspec.json.encode(event) for event in chain(6)]
    whole = b"\n".join(lines)
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytearray(whole)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        events = [msgspec.json.decode(line, type=Event) for line in bytes(flipped).split(b"\n")]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return  # not even readable: that shows, too
    assert list(broken(events))


def test_what_was_left_out_and_what_was_swapped_shows_where_it_happened() -> None:
    events = chain(5)
    assert [flaw.seq for flaw in broken([*events[:2], *events[3:]])] == [4]
    assert next(flaw.seq for flaw in broken([events[0], events[2], events[1]])) == 3
