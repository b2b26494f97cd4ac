"""The same reading and marking over many documents: in worker processes, each document within limits of its own."""

from saidby.bulk.pool import Pool
from saidby.bulk.tasks import Limits

__all__ = ["Limits", "Pool"]
