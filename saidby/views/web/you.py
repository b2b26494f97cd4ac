"""The page about the one who reads."""

from saidby.views.web.drawing import Frame, draw


def you_page(frame: Frame, *, local: bool, system: str) -> str:
    """Return the page on name, rights and looks. ``local``: there are no accounts, and the name is chosen freely."""
    return draw("you.html", frame, local=local, system=system)
