"""Links stories anew behind the pages: a decision is acknowledged at once, and what follows from it comes after."""

import threading

from saidby.errors import SaidbyError
from saidby.ledger import Ledger
from saidby.serve.adding import link_all
from saidby.serve.desk.gate.discreet import told_of


class Linking:
    """One thread that links every story that waits for it, whenever it is woken."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._wake = threading.Event()
        self._over = False
        self.trouble: str | None = None  # in words, where linking failed last
        self._thread = threading.Thread(target=self._run, name="linking", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self.wake()

    def wake(self) -> None:
        """Say that something changed."""
        self._wake.set()

    def stop(self) -> None:
        """End after the story in hand."""
        self._over = True
        self._wake.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        with Ledger.open(self._place, create=True) as ledger:
            while True:
                self._wake.wait()
                self._wake.clear()
                if self._over:
                    return
                try:
                    link_all(ledger)
                    self.trouble = None
                except SaidbyError as error:
                    self.trouble = str(error)
                except Exception as error:  # noqa: BLE001  (whatever it is: what is decided next is to be linked)
                    self.trouble = told_of(error, "Linking")
