"""Where things stand on a chart: both scales, their ticks, and labels that lie on nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from math import ceil, floor, log10

from msgspec import Struct, structs

from saidby.views.charts.points import Dot

_CHAR = 6.3  # pixels that a character of 11 px takes on average, in the widest of the usual fonts
_LINE = 14
_APART = 13  # pixels between two marks side by side
_SIDES = (1, -1, 2, -2, 3, -3, 4)  # the last is taken whatever stands there
_DOT = 7  # half a mark, and a little air
_OPEN = 0.09  # of the height: the length of an arrow that says "open"
_STEPS = (1, 2, 3, 5, 7, 14)  # days between ticks
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_TICK = 78  # pixels that a tick's words need

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels


class Frame(Struct, frozen=True):
    """The plot: its size in pixels, its first and last day, its greatest value."""

    width: int
    height: int
    first: date
    last: date
    top: float

    def x(self, at: float) -> float:
        return (at - self.first.toordinal()) * self.pixels_a_day

    @property
    def pixels_a_day(self) -> float:
        return self.width / max(1, (self.last - self.first).days)

    def y(self, value: float) -> float:
        return self.height * (1 - value / self.top)

    def above(self, value: float) -> float:
        """Return where an arrow from ``value`` ends that says: or more."""
        return min(self.top, value + self.top * _OPEN)

    def below(self, value: float) -> float:
        return max(0.0, value - self.top * _OPEN)


def frame_of(dots: Sequence[Dot], width: int, height: int) -> Frame:
    """Return a frame that has room for all points, from nought upwards, and for what is written beside them."""
    first = min(dot.days.start for dot in dots)
    last = max(dot.days.end for dot in dots)
    air = max(2, ceil((last - first).days * 0.06))
    most = max(max(dot.low or 0.0, dot.high or 0.0) for dot in dots)
    return Frame(width, height, _moved(first, -air), _moved(last, air), _round_up(most * 1.16 or 1.0))


def _moved(day: date, days: int) -> date:
    """Return the day so many days off, or the calendar's end."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _round_up(value: float) -> float:
    unit = 10.0 ** floor(log10(value))
    return next(unit * step for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if unit * step >= value * 0.9999)


def ticks(frame: Frame) -> tuple[list[date], str]:
    """Return the days at which the axis is marked, evenly and on whole months or years, and their format."""
    room = max(1, frame.width // _TICK)
    days = (frame.last - frame.first).days
    step = next((n for n in _STEPS if days / n <= room), None)
    if step:
        count = range(0, days + 1, step)
        return [frame.first + timedelta(days=n) for n in count][0 if days < room else 1 :], "%-d %b"
    months = next((n for n in _MONTHS if days / (30.4 * n) <= room), _MONTHS[-1])
    return list(_months(frame, months)), "%b %Y" if months < 12 else "%Y"


def _months(frame: Frame, step: int) -> Iterator[date]:
    at = frame.first.year * 12 + frame.first.month - 1
    for month in range(at - at % step + step if at % step or frame.first.day > 1 else at, 12 * 9999, step):
        day = date(month // 12, month % 12 + 1, 1)
        if day > frame.last:
            return
        yield day


def years(frame: Frame) -> str:
    """Return "2026", or "2025 to 2026": what days without a year belong to."""
    first, last = frame.first.year, frame.last.year
    return f"{first}" if first == last else f"{first} to {last}"


class Label(Struct, frozen=True):
    """Words beside a point: ``dx`` and ``dy`` pixels off, beginning, ending or centred there."""

    dot: Dot
    words: str
    dx: float
    dy: float
    align: str


def place_labels(frame: Frame, wanted: Iterable[tuple[Dot, str]], taken: Sequence[Box]) -> list[Label]:
    """Return a label for each wanted one that finds a free place beside its point; the first go first.

    None lies on another, on a mark or outside the frame. What finds no place is in the table and the tooltip.
    """
    occupied = list(taken)
    labels: list[Label] = []
    for dot, words in wanted:
        for dx, dy, align in (
            (9, -10, "left"),
            (9, 12, "left"),
            (-9, -10, "right"),
            (-9, 12, "right"),
            (0, 20, "center"),
        ):
            box = _box(frame, dot, words, (dx, dy), align)
            inside = box[0] >= 0 and box[2] <= frame.width and box[1] >= -6 and box[3] <= frame.height - 1
            if inside and not any(_overlap(box, other) for other in occupied):
                occupied.append(box)
                labels.append(Label(dot, words, dx, dy, align))
                break
    return labels


def _box(frame: Frame, dot: Dot, words: str, off: tuple[float, float], align: str) -> Box:
    x, y = frame.x(dot.at) + off[0], frame.y(dot.ends[-1]) + off[1]
    width = len(words) * _CHAR
    left = {"left": x, "right": x - width, "center": x - width / 2}[align]
    return left, y - _LINE / 2, left + width, y + _LINE / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def boxes_of(frame: Frame, dot: Dot) -> list[Box]:
    """Return what a point's marks, its arrow and the bar of its days take up."""
    x, ys = frame.x(dot.at), [frame.y(end) for end in dot.ends]
    tip = (
        frame.y(frame.above(dot.value))
        if dot.open_above
        else frame.y(frame.below(dot.value))
        if dot.open_below
        else ys[0]
    )
    start, end = (frame.x(day.toordinal()) for day in (dot.days.start, dot.days.end))
    mark = (x - _DOT, min(ys) - _DOT, x + _DOT, max(ys) + _DOT)
    arrow = (x - 4, min(tip, *ys) - 5, x + 4, max(tip, *ys) + 5)
    return [mark, arrow, *((start, y - 3, end, y + 3) for y in ys)]


def spread(dots: Sequence[Dot], frame: Frame) -> list[Dot]:
    """Return the points, those that would hide one of another source moved aside by the width of a mark."""
    placed: list[Dot] = []
    for dot in dots:
        side = next(n for n in (0, *_SIDES) if not any(_hides(dot, n, other, frame) for other in placed))
        placed.append(structs.replace(dot, shift=side * _APART / frame.pixels_a_day))
    return placed


def _hides(dot: Dot, side: int, other: Dot, frame: Frame) -> bool:
    if dot.source == other.source or side == _SIDES[-1]:
        return False
    near = abs(frame.x(dot.at) + side * _APART - frame.x(other.at)) < _APART - 1
    return near and any(abs(frame.y(a) - frame.y(b)) < _APART for a in dot.ends for b in other.ends)


def iso_of(at: float) -> str:
    """Return a moment of the axis, which runs in UTC whoever looks at it."""
    moment = datetime.combine(date.fromordinal(int(at)), datetime.min.time()) + timedelta(days=at - int(at))
    return moment.replace(microsecond=0).isoformat() + "Z"
