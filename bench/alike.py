"""How alike two whole articles are by MinHash: datasketch, in an environment of its own beside the other peers'."""

import json
import subprocess
import sys
import venv
from collections.abc import Sequence

from bench.install import HOME, PEERS

PLACE = HOME / "minhash"
PYTHON = PLACE / "bin" / "python"


def minhash(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return for each two texts the share of their runs of words that both have. Install the peer where it is not."""
    _install()
    lines = "".join(json.dumps(pair) + "\n" for pair in pairs)
    command = [str(PYTHON), str(PEERS / "minhash.py")]
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [float(line) for line in done.stdout.splitlines()]


def _install() -> None:
    wanted = (PEERS / "minhash.txt").read_text("utf-8")
    done = PLACE / "installed"
    if done.exists() and done.read_text("utf-8") == wanted:
        return
    HOME.mkdir(exist_ok=True)
    venv.create(PLACE, with_pip=True, clear=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(PEERS / "minhash.txt")], check=True, stdout=sys.stderr)
    done.write_text(wanted, "utf-8")
