"""Charts as SVG and PNG, by vl-convert. The same specification gives the same bytes, and nothing is fetched."""

import json
from collections.abc import Mapping
from typing import Any

from saidby.errors import SaidbyError

_VERSION = "6.4"  # of Vega-Lite: that of the schema which Altair 6 writes
SCALE = 2.0  # pixels of a PNG to one of the chart, for print and sharp screens


def svg_of(spec: Mapping[str, Any]) -> str:
    """Return a chart as SVG: generic fonts, no script, nothing from elsewhere. Raise SaidbyError without the extra."""
    drawn = _converter().vegalite_to_svg(_given(spec), vl_version=_VERSION, allowed_base_urls=[])
    return str(drawn)


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
