"""The scripts of pages: built of the sources that lie in frontend/, and small."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from saidby.ledger import Ledger
from tests.serve.desk.running import Running
from tests.serve.desk.walks import AXE, every_page

ROOT = Path(__file__).parents[3]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "saidby" / "views" / "web" / "static"
MOST = 80_000  # bytes of all scripts that a page loads at first, gzip'd; pages with charts aside
_IMPORT = re.compile(r"""(?:from|import)\s*["'](\./[^"']+|\.\./[^"']+)["']""")
_SCRIPT = re.compile(r'<script type="module" src="/static/([^"?]+)')


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_they_are_built_of_the_sources() -> None:
    """Who changes frontend/ builds it: ./dev frontend."""
    names = ["package-lock.json", "vite.config.js", "tsconfig.json"]
    names += [path.relative_to(FRONTEND).as_posix() for path in FRONTEND.glob("src/**/*.*")]
    parts = [name.encode() + b"\0" + (FRONTEND / name).read_bytes() + b"\0" for name in sorted(names)]
    noted = json.loads((STATIC / "islands" / "built.json").read_text("utf-8"))
    assert noted["sources"] == sha256(b"".join(parts)), "build them anew: ./dev frontend"


def test_nobody_has_changed_them_since() -> None:
    folder = STATIC / "islands"
    there = {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in folder.rglob("*.*")}
    del there["built.json"]
    assert there == json.loads((folder / "built.json").read_text("utf-8"))["files"]


def test_axe_is_the_release_that_the_front_end_names() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    assert AXE.read_text("utf-8").startswith(f"/*! axe v{lock['packages']['node_modules/axe-core']['version']}")


def loaded(script: Path) -> set[Path]:
    """Return a script with all that it imports."""
    found, ahead = set[Path](), [script]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += [(one.parent / name).resolve() for name in _IMPORT.findall(one.read_text("utf-8"))]
    return found


@pytest.fixture(scope="module")
def weights(filled: Running) -> dict[str, int]:
    """Return of each page how many bytes of scripts it loads, gzip'd."""
    with Ledger.open(filled.ledger) as ledger:
        (story,) = ledger.story_keys()
        source = ledger.story(story).sources[0].id
    at = f"/stories/{story[:16]}"
    result = {}
    for name, path in every_page(at, f"/articles/{story[:16]}", f"{at}/sources/{source}").items():
        with urlopen(filled.base + path) as answer:  # noqa: S310  (this machine)
            scripts = _SCRIPT.findall(answer.read().decode())
        assert scripts, name
        every = {one for script in scripts for one in loaded((STATIC / script).resolve())}
        result[name] = sum(len(gzip.compress(one.read_bytes())) for one in every)
    return result


def test_pages_without_charts_load_little(weights: dict[str, int]) -> None:
    heavy = {name for name, weight in weights.items() if weight > MOST}
    assert heavy == {"story", "another measure", "source"}, weights
