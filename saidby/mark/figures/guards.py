"""Which numbers state nothing about the world: dates, times, ages, durations, names, addresses, scores, pronouns.

Each guard has a name in GUARDS; the first one that holds is why a number is no figure.
"""

from collections.abc import Callable

from saidby.mark.figures import names, ones, times
from saidby.mark.figures.settings import Setting

GUARDS: tuple[tuple[str, Callable[[Setting], bool]], ...] = (
    ("date", times.date),
    ("year", times.year),
    ("duration", times.duration),
    ("clock", times.clock),
    ("age", times.age),
    ("score", names.score),
    ("telephone", names.telephone),
    ("address", names.address),
    ("name", names.name),
    ("word in a name", names.word_in_name),
    ("aircraft", names.aircraft),
    ("project", names.project),
    ("rate", names.rate_base),
    ("bracketed", names.bracketed),
    ("numbering", names.numbering),
    ("one", ones.one),
    ("pair", ones.pair),
    ("idiom", ones.idiom),
    ("furniture", names.furniture),
    ("hypothetical", ones.hypothetical),
)


def why_none(s: Setting) -> str | None:
    """Return the name of the guard that says why the number is no figure, None where it is one."""
    for name, guard in GUARDS:
        if guard(s):
            return name
    return None
