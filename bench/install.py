"""The peers' own environments, in .bench beside the sources: a virtual environment, and a folder of Node packages.

The small spaCy pipeline is made there too, from its configuration: none is fetched.
"""

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from score import gold

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / "peers"
HOME = ROOT / ".bench"
PYTHON = HOME / "python" / "bin" / "python"
NODE = HOME / "node"
CNN = HOME / "cnn"
TREES = gold.SHARED / "data" / "treebank" / "ewt" / "en_ewt-ud-dev.conllu.gz"
NAMES = gold.SHARED / "data" / "ner" / "uner" / "en_ewt-ud-dev.iob2.gz"


def install() -> set[str]:
    """Return which of "python", "node" and "java" are ready; say what is missing for the others."""
    HOME.mkdir(exist_ok=True)
    _python()
    _cnn()
    ready = {"python"}
    if shutil.which("npm") is None:
        print("no npm: Recognizers-Text is left out. Install Node.js to compare with it.")
    elif _node():
        ready.add("node")
    if shutil.which("java") is None:
        print("no java: HeidelTime is left out. Install a Java runtime to compare with it.")
    else:
        ready.add("java")
    return ready


def _python() -> None:
    wanted = (PEERS / "requirements.txt").read_text("utf-8")
    done = HOME / "python" / "installed"
    if not done.exists() or done.read_text("utf-8") != wanted:
        venv.create(HOME / "python", with_pip=True, clear=True)
        pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(PEERS / "requirements.txt")], check=True, stdout=sys.stderr)
        done.write_text(wanted, "utf-8")


def _cnn() -> None:
    made_by = [PEERS / "requirements.txt", PEERS / "cnn.cfg", PEERS / "cnn_made.py"]
    wanted = hashlib.sha256(b"".join(file.read_bytes() for file in made_by)).hexdigest() + str(TREES.exists())
    done = CNN / "made"
    if not done.exists() or done.read_text("utf-8") != wanted:
        print("making the small spaCy pipeline, once", file=sys.stderr)
        command = [str(PYTHON), str(PEERS / "cnn_made.py"), str(CNN), str(TREES), str(NAMES)]
        subprocess.run(command, check=True, stdout=sys.stderr)
        done.write_text(wanted, "utf-8")


def _node() -> bool:
    NODE.mkdir(exist_ok=True)
    wanted = (PEERS / "package.json").read_text("utf-8")
    here = NODE / "package.json"
    if not here.exists() or here.read_text("utf-8") != wanted or not (NODE / "node_modules").is_dir():
        here.write_text(wanted, "utf-8")
        subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=NODE, check=True, stdout=sys.stderr)
    return True
