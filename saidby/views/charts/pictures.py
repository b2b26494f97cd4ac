"""Charts as SVG and PNG, by vl-convert. The same specification gives the same bytes, and nothing is fetched."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from saidby.errors import SaidbyError

_VERSION = "6.4"  # of Vega-Lite: that of the schema which Altair 6 writes
_CLIP = re.compile(r"(?:(?<=id=\")|(?<=url\(#))clip(\d+)(?=[\")])")
SCALE = 2.0  # pixels of a PNG to one of the chart, for print and sharp screens


def svg_of(spec: Mapping[str, Any]) -> str:
    """Return a chart as SVG: its description on it, generic fonts, no script, nothing from elsewhere.

    Raise SaidbyError without the extra.
    """
    drawn = str(_converter().vegalite_to_svg(_given(spec), vl_version=_VERSION, allowed_base_urls=[]))
    label = escape(str(spec.get("description", "")), quote=True)
    return _renumbered(drawn).replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _renumbered(svg: str) -> str:
    """Return the picture with its clips counted from nought; the converter counts on from picture to picture."""
    found = dict.fromkeys(_CLIP.findall(svg))
    numbers = {old: str(n) for n, old in enumerate(found)}
    return _CLIP.sub(lambda match: f"{match[0][: -len(match[1])]}{numbers[match[1]]}", svg)


def png_of(spec: Mapping[str, Any], *, scale: float = SCALE) -> bytes:
    """Return a chart as PNG. Raise SaidbyError without the extra."""
    drawn = _converter().vegalite_to_png(_given(spec), vl_version=_VERSION, scale=scale, allowed_base_urls=[])
    return bytes(drawn)


def _given(spec: Mapping[str, Any]) -> str:
    return json.dumps(spec, ensure_ascii=False)


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise SaidbyError(
            "pictures of charts need vl-convert. Install it with: pip install 'saidby[charts]'   "
            "Without it, --format vega-lite writes the specification."
        ) from error
    return vl_convert
