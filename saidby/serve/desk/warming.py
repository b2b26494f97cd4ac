"""Loads behind the pages what the first of them would else wait for."""

import threading

from saidby.views.web.drawing import compile_templates


def warm() -> None:
    """Begin to load the templates, and the library that draws charts."""
    threading.Thread(target=_load, name="warming", daemon=True).start()


def _load() -> None:
    compile_templates()
    import saidby.views.charts.layers  # noqa: F401  (it takes half a second)
