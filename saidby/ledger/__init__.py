"""Keeps what was read: one file, to which things are only added, with every word's origin and hash."""

from saidby.ledger.afterwards import Orphan as Orphan
from saidby.ledger.afterwards import Suggestion as Suggestion
from saidby.ledger.book import Arrival as Arrival
from saidby.ledger.book import Capture as Capture
from saidby.ledger.book import Kept as Kept
from saidby.ledger.book import Ledger as Ledger
from saidby.ledger.judged import corrected as corrected
from saidby.ledger.judged import shown as shown
from saidby.ledger.judgements import Decision as Decision
from saidby.ledger.neighbours import Neighbours as Neighbours
from saidby.ledger.reading import Captured as Captured
from saidby.ledger.review import Agreement as Agreement
from saidby.ledger.review import Placed as Placed
from saidby.ledger.review import Waiting as Waiting
from saidby.ledger.revisions import Revision as Revision
