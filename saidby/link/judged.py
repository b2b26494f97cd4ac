"""What people say of derivations and drift: above what was found, and kept where it no longer is."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from saidby.records import Derivation, Drift
from saidby.rulings import DERIVATION, DRIFT, JUDGED, Ruling, derivation_key, drift_key

_RULE = JUDGED.rstrip(": ")
_OUTSIDE = "external:"


def judged_derivations(
    found: Sequence[Derivation], rulings: Iterable[Ruling], keys: Mapping[str, str]
) -> list[Derivation]:
    """Return derivations without those that were rejected; who accepted or corrected one is sure of it.

    ``keys`` are those of the articles, by id. One that the program does not find stays where the ruling says how.
    """
    on = {r.target: r for r in rulings if r.target.startswith(DERIVATION)}
    kept = [d for it in found if (d := _derivation(it, on.get(derivation_key(it, keys)))) is not None]
    known = {derivation_key(d, keys) for d in found}
    docs = {key: doc for doc, key in keys.items()}
    lost = [d for key, r in sorted(on.items()) if key not in known and (d := _told(r, docs)) is not None]
    order = {doc: n for n, doc in enumerate(keys)}
    return sorted(kept + lost, key=lambda d: order[d.doc]) if lost else kept


def _derivation(found: Derivation, ruling: Ruling | None) -> Derivation | None:
    if ruling is None or not (ruling.rejected or ruling.fields):
        return found
    if ruling.rejected:
        return None
    how, evidence = (str(ruling.fields.get(name) or getattr(found, name)) for name in ("how", "evidence"))
    return structs.replace(found, how=how, evidence=evidence, rule=_RULE, confidence=1.0)


def _told(ruling: Ruling, docs: Mapping[str, str]) -> Derivation | None:
    """Return a derivation on people's word alone."""
    doc, _, origin = ruling.target.removeprefix(DERIVATION).partition(">")
    origin = origin if origin.startswith(_OUTSIDE) else docs.get(origin, "")
    if ruling.rejected or doc not in docs or not origin or "how" not in ruling.fields:
        return None
    evidence = str(ruling.fields.get("evidence") or f"by {' and '.join(ruling.by)}")
    how = str(ruling.fields["how"])
    return Derivation(doc=docs[doc], derived_from=origin, how=how, evidence=evidence, rule=_RULE, confidence=1.0)


def judged_drift(found: Sequence[Drift], rulings: Iterable[Ruling], keys: Mapping[str, str]) -> list[Drift]:
    """Return findings of drift without those that were rejected; who accepted or corrected one is sure of it.

    A finding is the same where its kind and both its stretches are: one in other words is another.
    """
    on = {r.target: r for r in rulings if r.target.startswith(DRIFT)}
    return [d for it in found if (d := _drift(it, on.get(drift_key(it, keys)))) is not None] if on else list(found)


def _drift(found: Drift, ruling: Ruling | None) -> Drift | None:
    if ruling is None or not (ruling.rejected or ruling.fields):
        return found
    if ruling.rejected:
        return None
    severity = ruling.fields.get("severity")
    severity = severity if severity in {"major", "minor"} else found.severity
    return structs.replace(found, severity=severity, why=str(ruling.fields.get("why") or found.why), confidence=1.0)
