"""``python -m docs.dictionary``: put the data dictionary of the exports into export.md as the program has it now."""

from pathlib import Path

from saidby.views.export.dictionary import dictionary_md

PAGE = Path(__file__).resolve().parent / "export.md"
BEGIN, END = "<!-- dictionary: begin -->\n", "<!-- dictionary: end -->"


def shown(page: str) -> str:
    """Return the dictionary that the page has."""
    return page.partition(BEGIN)[2].partition(END)[0]


def main() -> None:
    """Write the page anew."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    PAGE.write_text(before + BEGIN + dictionary_md(level=2) + END + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    main()
