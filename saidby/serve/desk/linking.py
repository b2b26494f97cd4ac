"""Links stories anew behind the pages: a decision is acknowledged at once, and what follows from it comes after."""

import sys
import threading
import time

from saidby.errors import SaidbyError
from saidby.ledger import Ledger
from saidby.serve.adding import link_all
from saidby.serve.desk.gate.discreet import told_of

_TURN = 0.0005  # seconds after which linking makes way for a page: with Python's 0.005 a long page waits for seconds
_REST = 5.0  # seconds of rest between two rounds at most; else as long as the round took


class Linking:
    """One thread that links every story that waits for it, whenever it is woken.

    It rests after each round as long as that took, so that half the time is the pages', and what several decisions
    change in one story is linked once.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._wake = threading.Event()
        self._over = threading.Event()
        self.trouble: str | None = None  # in words, where linking failed last
        self._thread = threading.Thread(target=self._run, name="linking", daemon=True)

    def start(self) -> None:
        sys.setswitchinterval(_TURN)
        self._thread.start()
        self.wake()

    def wake(self) -> None:
        """Say that something changed."""
        self._wake.set()

    def stop(self) -> None:
        """End after the story in hand."""
        self._over.set()
        self._wake.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        with Ledger.open(self._place, create=True) as ledger:
            while True:
                self._wake.wait()
                self._wake.clear()
                if self._over.is_set():
                    return
                begun = time.monotonic()
                try:
                    link_all(ledger)
                    self.trouble = None
                except SaidbyError as error:
                    self.trouble = str(error)
                except Exception as error:  # noqa: BLE001  (whatever it is: what is decided next is to be linked)
                    self.trouble = told_of(error, "Linking")
                self._over.wait(min(_REST, time.monotonic() - begun))
