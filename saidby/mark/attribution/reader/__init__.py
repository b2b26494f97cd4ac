"""Who said what, as a small network learnt it from annotated news. Only reads: it is trained in ``training/``."""

from saidby.mark.attribution.reader.chains import Said
from saidby.mark.attribution.reader.model import MODELS, Model, load
from saidby.mark.attribution.reader.reading import Name, Net, Reading, Seen, read_text

__all__ = ["MODELS", "Model", "Name", "Net", "Reading", "Said", "Seen", "load", "read_text"]
