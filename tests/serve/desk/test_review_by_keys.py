"""The review of the whole bundled story by keyboard alone, and by forms where no script runs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, Page, Route, expect

from saidby.ledger import Ledger
from saidby.ledger import shown as told
from tests.serve.desk.conftest import fill
from tests.serve.desk.running import Running, running
from tests.serve.desk.walks import walking

# Notes every card that was ever in the page, as a person would have seen it.
_NOTE_CARDS = """
globalThis.shown = [];
addEventListener('DOMContentLoaded', () => {
  const note = () => {
    const key = document.querySelector('[data-card]')?.dataset.card;
    if (key && key !== shown.at(-1)) shown.push(key);
  };
  note();
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
});
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    """Give a desk of its own with the bundled story, in which nothing is judged."""
    fill(tmp_path / "l.db")
    with running(tmp_path / "l.db") as own:
        yield own


class Meant(Struct):
    """What the reviewer means to have decided, by figure: a verb, and fields that are to be so."""

    verb: str
    fields: dict[str, object] = {}


class Reviewer:
    """Reviews with keys alone, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.meant = page, 0, dict[str, Meant]()

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    @property
    def card(self) -> str | None:
        return self.page.locator("[data-card], .note.chief").first.get_attribute("data-card")

    def value(self, name: str) -> str:
        return self.page.locator(f"#f-{name}").input_value()

    def decide(self, *keys: str, verb: str = "correct", **fields: object) -> None:
        """Press keys of which the last one decides, and wait for the next card as a person would."""
        key = self.card
        assert key
        for each in keys:
            self.press(each)
        expect(self.page.locator(f'[data-card="{key}"]')).to_have_count(0)
        self.meant[key] = Meant(verb, fields)

    def accept(self) -> None:
        self.decide("a", verb="accept")

    def reject(self) -> None:
        self.decide("x", verb="reject")

    def take_the_first_other_source(self) -> None:
        chosen = self.page.locator("[data-candidate]").first
        if not chosen.count():
            return self.accept()
        name = chosen.get_attribute("data-candidate")
        return self.decide("1", "a", source=name)

    def change_the_bound(self) -> None:
        letter, bound = ("l", "less_than") if self.value("bound") == "more_than" else ("m", "more_than")
        self.decide("b", letter, "Enter", bound=bound)

    def add_a_word(self) -> None:
        card = self.page.locator("[data-card]")
        was, key = card.get_attribute("data-end"), card.get_attribute("data-card")
        if not self.page.locator('[data-verb="]"]').count():
            return self.accept()
        self.press("]")
        expect(card).not_to_have_attribute("data-end", was or "")
        assert card.get_attribute("data-card") == key
        start, end = card.get_attribute("data-start"), card.get_attribute("data-end")
        return self.decide("a", span={"start": int(start or 0), "end": int(end or 0)})

    def skip(self) -> None:
        key = self.card
        self.press("Space")
        expect(self.page.locator(f'[data-card="{key}"]')).to_have_count(0)

    def accept_and_think_again(self) -> None:
        key = self.card
        self.accept()
        self.press("Backspace")
        expect(self.page.locator(f'[data-card="{key}"]')).to_have_count(1)
        self.reject()


# What is done with the figures in turn: among each four that are accepted or rejected something else.
_TURNS: tuple[tuple[Callable[[Reviewer], None], ...], ...] = (
    (Reviewer.accept, Reviewer.accept, Reviewer.reject, Reviewer.accept),
    (Reviewer.accept, Reviewer.take_the_first_other_source, Reviewer.accept, Reviewer.reject),
    (Reviewer.accept, Reviewer.accept, Reviewer.add_a_word, Reviewer.accept),
    (Reviewer.change_the_bound, Reviewer.accept, Reviewer.accept, Reviewer.accept),
    (Reviewer.reject, Reviewer.accept, Reviewer.accept_and_think_again, Reviewer.accept),
    (Reviewer.accept, Reviewer.skip, Reviewer.accept, Reviewer.accept),
    (Reviewer.accept, Reviewer.accept, Reviewer.reject, Reviewer.accept),
)


def test_the_whole_story_is_reviewed_with_few_keys(browser: Browser, desk: Running) -> None:
    """At most 1.3 keys for each decision, all of which are in the ledger; none on a card that was not shown."""
    with walking(browser, desk.base) as walk:
        walk.page.add_init_script(_NOTE_CARDS)
        page = walk.to("/")
        page.keyboard.press("g")
        page.keyboard.press("r")
        page.wait_for_url("**/review")
        page.wait_for_load_state()
        reviewer = Reviewer(page)
        for turn in range(200):
            some = _TURNS[turn % len(_TURNS)]
            for act in some:
                if reviewer.card is not None:
                    act(reviewer)
            if reviewer.card is None:
                break
        expect(page.locator("[data-place]")).to_contain_text("Nothing waits to be judged")
        expect(page.get_by_role("status")).not_to_contain_text("on the way")
        shown = set(page.evaluate("shown"))
    with Ledger.open(desk.ledger) as ledger:
        keys = {str(key) for (key,) in ledger.ask("SELECT key FROM figure")}
        assert reviewer.meant.keys() == keys
        assert keys <= shown
        assert ledger.waiting() == 0
        for key, meant in reviewer.meant.items():
            check(ledger, key, meant)
        assert list(ledger.verify()) == []
    assert {m.verb for m in reviewer.meant.values()} == {"accept", "reject", "correct"}
    assert {name for m in reviewer.meant.values() for name in m.fields} == {"source", "bound", "span"}
    print(f"{reviewer.keys} keys for {len(keys)} decisions")  # noqa: T201  (shown where the test fails, or with -s)
    assert reviewer.keys / len(keys) <= 1.3


def check(ledger: Ledger, key: str, meant: Meant) -> None:
    placed = ledger.figure(key)
    assert placed is not None
    assert placed.by, key
    assert placed.rejected == (meant.verb == "reject"), key
    if meant.verb == "accept":
        assert placed.judged is not None
        assert placed.found is not None
        kept, found = told(placed.judged), told(placed.found)
        assert kept | {"part_of": None} == found | {"part_of": None}, key  # what it is part of may be rejected
    fields = ledger.verdict(key).fields
    for name, value in meant.fields.items():
        assert fields[name] == value, key


def test_keys_that_come_too_fast_decide_nothing_unseen(browser: Browser, desk: Running) -> None:
    """Cards come late here: keys that are pressed before the next one is there do nothing."""
    with walking(browser, desk.base) as walk:
        walk.page.add_init_script(_NOTE_CARDS)
        page = walk.page

        def late(route: Route) -> None:
            page.wait_for_timeout(150)
            route.continue_()

        page.route("**/review/card/**", late)
        walk.to("/review")
        for key in "aaxaaaxaaaaaxaaaaaaa":
            page.keyboard.press(key)
        page.wait_for_timeout(500)
        expect(page.get_by_role("status")).not_to_contain_text("on the way")
        shown = page.evaluate("shown")
    with Ledger.open(desk.ledger) as ledger:
        judged = [str(key) for (key,) in ledger.ask("SELECT target FROM verdict")]
    assert 1 <= len(judged) <= len(shown)
    assert set(judged) <= set(shown)


def test_typed_fields_take_no_keys_of_the_review(browser: Browser, desk: Running) -> None:
    """Letters in a field are letters; Escape leaves it, Enter saves it."""
    with walking(browser, desk.base) as walk:
        page = walk.to("/review")
        key = page.locator("[data-card]").get_attribute("data-card") or ""
        page.keyboard.press("e")
        page.keyboard.type("a xylophone ]")
        assert page.locator("[data-card]").get_attribute("data-card") == key
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_contain_text("accept")
        page.keyboard.press("a")  # not while the dialog is open
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("1 saved")
    with Ledger.open(desk.ledger) as ledger:
        placed = ledger.figure(key)
        assert placed is not None
        assert placed.judged is not None
        assert placed.judged.source == "a xylophone ]"


def test_all_that_choices_show_is_accepted_in_one_step_and_taken_back_in_one(browser: Browser, desk: Running) -> None:
    with walking(browser, desk.base) as walk:
        page = walk.to("/review?measure=deployed")
        page.on("dialog", lambda dialog: dialog.accept())
        count = page.locator("[data-waiting]").first.inner_text()
        page.get_by_role("button", name=f"Accept all {count}").click()
        expect(page.locator("[data-place]")).to_contain_text("Nothing waits to be judged")
        page.wait_for_load_state()
        page.keyboard.press("Backspace")
        expect(page.locator("[data-card]")).to_have_count(1)
    with Ledger.open(desk.ledger) as ledger:
        assert ledger.waiting() == len(list(ledger.ask("SELECT key FROM figure")))


def test_without_scripts_it_is_done_by_forms(browser: Browser, desk: Running) -> None:
    with walking(browser, desk.base, java_script_enabled=False) as walk:
        page = walk.to("/review")
        meant: dict[str, Meant] = {}

        def here() -> str:
            return page.locator("[data-card]").get_attribute("data-card") or ""

        def press(name: str) -> str:
            was = here()
            page.locator('button[name="verb"], button[value="undo"]').filter(has_text=name).first.click()
            return was

        meant[press("Accept")] = Meant("accept")
        meant[press("Reject")] = Meant("reject")
        page.get_by_label("Source", exact=True).last.fill("the bell ringers")
        meant[press("Save as edited")] = Meant("correct", {"source": "the bell ringers"})
        page.get_by_label("Bound").select_option("at_least")
        meant[press("Accept")] = Meant("correct", {"bound": "at_least"})
        longer = page.get_by_role("link", name="One word more")
        key = here()
        longer.click()
        assert here() == key
        start, end = (int(page.locator("[data-card]").get_attribute(f"data-{at}") or 0) for at in ("start", "end"))
        press("Accept")
        meant[key] = Meant("correct", {"span": {"start": start, "end": end}})
        taken_back = press("Accept")
        press("Undo")
        assert here() == taken_back
        skipped = press("Skip")
        assert here() != skipped
    with Ledger.open(desk.ledger) as ledger:
        for key, each in meant.items():
            check(ledger, key, each)
        assert {str(key) for (key,) in ledger.ask("SELECT target FROM verdict WHERE by_whom <> '[]'")} == meant.keys()
