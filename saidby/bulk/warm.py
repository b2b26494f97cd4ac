"""Loads what every worker needs. Imported by the process from which workers are forked, and by nobody else."""

from saidby.bulk import opener, worker
from saidby.lexicon import load_lexicon

load_lexicon()

__all__ = ["opener", "worker"]
