"""The page that asks for a token."""

from saidby.views.web.drawing import Frame, draw


def enter_page(frame: Frame, *, proof: str, wrong: bool) -> str:
    """Return the form; ``wrong``: after a token that is worth nothing."""
    return draw("enter.html", frame, proof=proof, wrong=wrong)
