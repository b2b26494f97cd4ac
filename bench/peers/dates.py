"""dateparser's search for dates, told the language and the day of publication."""

from datetime import datetime

from dateparser.search import search_dates
from lines import Found, answer


def find(text: str, published: str | None) -> Found:
    """Return the days of the text; its words are looked for from where the last ones ended."""
    today = datetime.fromisoformat(published or "2000-01-01")
    settings = {"RELATIVE_BASE": today, "RETURN_TIME_SPAN": False}
    found: Found = []
    at = 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append({"start": start, "end": at, "value": moment.date().isoformat()})
    return found


if __name__ == "__main__":
    answer(find)
