"""A watch works on every store alike."""

from tests.ledger.conftest import place, place_in, postgres

__all__ = ["place", "place_in", "postgres"]
