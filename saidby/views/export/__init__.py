"""A story and its articles as other programs take them: CSV, Parquet, JSON lines, JSON-LD, Atom. Pure.

Begin with ``tables``; a table's columns say what they mean, and write themselves.
"""

from saidby.views.export.catalogue import TABLES as TABLES
from saidby.views.export.catalogue import tables as tables
from saidby.views.export.material import Learnt as Learnt
