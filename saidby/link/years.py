"""The year of articles whose date line has none, told from other articles of the same matter."""

from collections.abc import Sequence
from datetime import date, timedelta

from saidby.days import period_of
from saidby.records import Article

_NEAR = timedelta(days=120)  # articles of one story; further away two years are about as likely as one


def infer_years(articles: Sequence[Article]) -> dict[str, str]:
    """Return the full date of each article dated ``--06-16``, where the other articles leave one year for it.

    That is the year that brings it nearest to the articles dated in full, within four months.
    """
    known = sorted({p.start for a in articles if a.published and (p := period_of(a.published))})
    found: dict[str, str] = {}
    for article in articles:
        if article.published is None or not article.published.startswith("--") or len(article.published) < 7:
            continue
        days = [
            day for year in sorted({d.year + n for d in known for n in (-1, 0, 1)}) if (day := _in_year(article, year))
        ]
        fitting = [day for day in days if any(abs(day - other) <= _NEAR for other in known)]
        nearest = sorted(fitting, key=lambda day: (min(abs(day - other) for other in known), day))
        if nearest:
            found[article.id] = nearest[0].isoformat()
    return found


def _in_year(article: Article, year: int) -> date | None:
    period = period_of(f"{year:04d}{(article.published or '')[1:]}")
    return period.start if period else None
