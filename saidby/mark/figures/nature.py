"""What the thing counted allows: shots are not wounded, towns are not killed, damage in money is damage."""

from saidby.mark.figures.scene import Finding, Item, Scene
from saidby.mark.figures.settings import Setting
from saidby.records import Measure, Reason

_NEAR = 40  # words on either side in which a sentence says what was done
_CLOSE = 16  # words behind in which the text says that some of those shot died
_PERSONAL = frozenset({"killed", "wounded", "casualties", "infected", "missing", "displaced"})
_MEANT: tuple[tuple[str, frozenset[str], Measure], ...] = (
    ("remains", frozenset({"captured", "rescued"}), "killed"),  # recovered, pulled out
    ("thing", frozenset({"wounded", "casualties", "killed"}), "affected"),
    ("service", frozenset({"damaged", "destroyed"}), "affected"),
    ("men", frozenset({"destroyed"}), "killed"),
    ("men", frozenset({"damaged"}), "casualties"),
)
_INSIDE = frozenset("in on across throughout from over of".split())
_APART = frozenset({"away", "left", "spared"})
_HARM = _PERSONAL | {"damaged", "destroyed", "affected"}


def fitting(scene: Scene, item: Item, finding: Finding | None) -> Finding | None:
    """Return the measure that the nature of the thing counted leaves of ``finding``."""
    kind = item.setting.number.kind
    if is_magnitude(item.setting):
        return None
    if kind == "money":
        return _money(scene, item, finding)
    if kind == "measure":
        return finding if finding is not None and _extent(item, finding) else None
    head = item.noun.head if item.noun is not None else ""
    if head in item.setting.nouns("place") - item.setting.nouns("happening"):
        return _place(scene, item, finding)
    if finding is None or not _can_be(item, head, finding) or (kind == "share" and finding.measure == "attending"):
        return None  # a share of those polled says what they think
    if finding.measure == "wounded" and _some_died(scene, item, finding):
        return _as(finding, "casualties")
    if finding.measure == "detained" and _by_army(item, finding):
        return _as(finding, "captured")
    return _meant(item, head, finding)


def is_magnitude(s: Setting) -> bool:
    """Tell whether the number says how strong a quake was, and counts nobody: "hurt when magnitude 6.1 struck"."""
    return s.low(s.first - 1 - (s.low(s.first - 1) == "of")) == "magnitude"


def _can_be(item: Item, head: str, finding: Finding) -> bool:
    """Tell whether what is said of them can be so of such things."""
    s = item.setting
    if finding.measure == "destroyed" and head in s.nouns("charge"):
        return False  # that they went off is not that they were destroyed
    if head in s.nouns("happening"):
        return finding.measure == "captured" or finding.reason.rule == "figure + of + noun"
    return not _lost(finding, item) or head in s.nouns("men")  # "lost nine games"


def _meant(item: Item, head: str, finding: Finding) -> Finding:
    """Return what the same word means of men, of things and of services: men destroyed are killed."""
    for kind, said, meant in _MEANT:
        if finding.measure in said and head in item.setting.nouns(kind):
            return _as(finding, meant)
    return finding


def _extent(item: Item, finding: Finding) -> bool:
    """Tell whether a physical measure can be so: an area burned, a weight seized; a distance never."""
    area = bool(item.setting.nouns("area") & set(item.setting.lows(item.setting.last, item.setting.last + 2)))
    if area:
        return finding.measure in {"damaged", "destroyed", "affected"}
    return finding.measure == "captured" and item.setting.low(item.setting.last) in item.setting.nouns("weight")


def _money(scene: Scene, item: Item, finding: Finding | None) -> Finding | None:
    """Return "damaged" for the cost of damage, "captured" for what was seized, else nothing."""
    s = item.setting
    if finding is not None and finding.measure == "captured":
        return finding
    words = s.lows(s.first - 24, s.first)
    near = set(words[-4:]) | set(s.lows(s.last, s.last + 6))
    if s.low(s.first - 1) == "worth" and any(
        hit.entry.measure == "captured" for hit in scene.hits_in(s.first - _NEAR, s.last + _NEAR)
    ):
        return Finding("captured", Reason(step="figures", rule="worth of things taken", score=0.75), 0.75)
    if "damage" in words or {"damage", "losses"} & near:
        reason = Reason(step="figures", rule="money of damage", score=0.85)
        return Finding("damaged", reason, 0.85)
    return None


def _place(scene: Scene, item: Item, finding: Finding | None) -> Finding | None:
    """Return "affected" for places in which people came to harm."""
    if finding is not None:
        return _as(finding, "affected") if finding.measure in _PERSONAL else finding
    s = item.setting
    at = s.first - 1 - (s.low(s.first - 1) in {"just", "only", "the"})
    if not (s.low(at) in _INSIDE or item is scene.items[0]) or s.low(item.end) in _APART:
        return None
    if s.low(at) == "from" and s.low(at - 1) in s.nouns("helper"):
        return None  # "crews from six states"
    harm = any(hit.entry.measure in _HARM for hit in scene.hits_in(s.first - _NEAR, s.last + _NEAR))
    trouble = s.nouns("trouble") & set(s.lows(s.first - _NEAR, s.last + _NEAR))
    if trouble or (harm and s.low(at) in _INSIDE):
        reason = Reason(step="figures", rule="place of harm", score=0.7)
        return Finding("affected", reason, 0.7)
    return None


def _lost(finding: Finding, item: Item) -> bool:
    span = finding.reason.span
    word = span.of(item.setting.text).casefold() if span is not None else ""
    return finding.measure == "casualties" and word in {"lost", "lose", "losing", "loses", "loss of"}


def _some_died(scene: Scene, item: Item, finding: Finding) -> bool:
    """Tell whether those shot were not all wounded: "shot two women, killing one of them"."""
    s = item.setting
    shot = finding.reason.span is not None and finding.reason.span.of(s.text).casefold() in s.nouns("shot at")
    killed = [hit for hit in scene.hits_in(item.end, item.end + _CLOSE) if hit.entry.measure == "killed"]
    if not shot or not killed or finding.reason.rule not in {"verb + figure", "figure + verb"}:
        return False
    return bool({"including", "whom", "them"} & set(s.lows(item.end, killed[0].last + 4)))


def _by_army(item: Item, finding: Finding) -> bool:
    words = set(item.setting.lows(item.setting.first - _NEAR, item.setting.last + _NEAR))
    verb = finding.reason.rule in {"verb + figure", "figure + verb"}
    return verb and bool(words & item.setting.nouns("armed")) and not words & {"police", "policemen", "prison", "court"}


def _as(finding: Finding, measure: Measure) -> Finding:
    return Finding(measure, finding.reason, round(finding.confidence * 0.9, 3))
