"""The peers' own environments, in .bench beside the sources: a virtual environment, and a folder of Node packages."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / "peers"
HOME = ROOT / ".bench"
PYTHON = HOME / "python" / "bin" / "python"
NODE = HOME / "node"


def install() -> set[str]:
    """Return which of "python", "node" and "java" are ready; say what is missing for the others."""
    HOME.mkdir(exist_ok=True)
    ready = {"python"} if _python() else set()
    if shutil.which("npm") is None:
        print("no npm: Recognizers-Text is left out. Install Node.js to compare with it.")
    elif _node():
        ready.add("node")
    if shutil.which("java") is None:
        print("no java: HeidelTime is left out. Install a Java runtime to compare with it.")
    else:
        ready.add("java")
    return ready


def _python() -> bool:
    wanted = (PEERS / "requirements.txt").read_text("utf-8")
    done = HOME / "python" / "installed"
    if not done.exists() or done.read_text("utf-8") != wanted:
        venv.create(HOME / "python", with_pip=True, clear=True)
        pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(PEERS / "requirements.txt")], check=True, stdout=sys.stderr)
        done.write_text(wanted, "utf-8")
    return True


def _node() -> bool:
    NODE.mkdir(exist_ok=True)
    wanted = (PEERS / "package.json").read_text("utf-8")
    here = NODE / "package.json"
    if not here.exists() or here.read_text("utf-8") != wanted or not (NODE / "node_modules").is_dir():
        here.write_text(wanted, "utf-8")
        subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=NODE, check=True, stdout=sys.stderr)
    return True
