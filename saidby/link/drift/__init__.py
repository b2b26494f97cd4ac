"""What changed between the accounts of a statement. One small check a kind, each behind the hook ``drift_checks``."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from saidby.evidence import Evidence
from saidby.hooks import DriftCheck, hookimpl
from saidby.link.drift.altered import measure_changed, number_changed, share_of_another_group
from saidby.link.drift.attribution import people_made_source, share_of_two_sources, vaguer_source
from saidby.link.drift.circumstances import as_of_changed, place_changed, said_on_changed
from saidby.link.drift.hedges import hedge_changed, hedge_dropped
from saidby.link.drift.inside import arithmetic, headline_against_body, self_contradiction
from saidby.link.drift.paraphrases import hedge_left_out, hedge_reworded
from saidby.link.drift.quotes import altered_quote
from saidby.link.drift.retellings import find_retellings
from saidby.link.drift.shifted import figures_of_another, quote_of_another
from saidby.link.drift.sums import broken_sum
from saidby.link.drift.values import base_changed, bound_changed, fate_of_few, wrong_attachment
from saidby.records import Drift

__all__ = ["drift_checks", "find_drift", "find_retellings"]

_CHECKS: tuple[DriftCheck, ...] = (
    altered_quote,
    arithmetic,
    as_of_changed,
    base_changed,
    bound_changed,
    broken_sum,
    fate_of_few,
    figures_of_another,
    headline_against_body,
    hedge_changed,
    hedge_dropped,
    hedge_left_out,
    hedge_reworded,
    measure_changed,
    number_changed,
    people_made_source,
    place_changed,
    quote_of_another,
    said_on_changed,
    self_contradiction,
    share_of_another_group,
    share_of_two_sources,
    vaguer_source,
    wrong_attachment,
)


@hookimpl
def drift_checks() -> Sequence[DriftCheck]:
    """Return the checks that ship with the program."""
    return _CHECKS


def find_drift(evidence: Evidence, checks: Iterable[DriftCheck]) -> list[Drift]:
    """Return what the checks find, in the order of the articles; of two findings of a kind in one place the longer."""
    order = {doc: n for n, doc in enumerate(evidence.marks)}
    found = [d for check in checks for d in check(evidence)]
    kept: defaultdict[tuple[str, str], list[Drift]] = defaultdict(list)
    for d in sorted(
        found, key=lambda d: (order[d.doc], d.start - d.end, d.start, d.kind, d.against.doc, d.against.start)
    ):
        same = kept[d.doc, d.kind]
        if not any(k.start < d.end and d.start < k.end for k in same):
            same.append(d)
    return sorted((d for same in kept.values() for d in same), key=lambda d: (order[d.doc], d.start, d.end, d.kind))
