"""``./dev readme``: put into README.md what the demo prints now, as far as the README shows it."""

import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- demo: begin -->\n", "<!-- demo: end -->"
CHANGES = 2  # how many of the numbered changes the README shows


def excerpt(page: str) -> str:
    """Return the summary, the first series and the first changes of a story page."""
    parts = page.split("\n\n")
    moved = next(i for i, part in enumerate(parts) if part.startswith("How the figures moved"))
    changed = next(i for i, part in enumerate(parts) if part.startswith("What changed on the way"))
    return "\n\n".join([*parts[: moved + 2], *parts[changed : changed + 1 + CHANGES]])


def shown(readme: str) -> str:
    """Return what the README shows of the demo."""
    return readme.partition(BEGIN)[2].partition(END)[0].removeprefix("```text\n").removesuffix("\n```\n")


def demo() -> str:
    """Return the page that the demo prints."""
    command = [sys.executable, "-c", "from saidby.serve.cli import main; main()", "demo"]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def main() -> None:
    """Write the README anew."""
    readme = README.read_text("utf-8")
    README.write_text(
        readme.replace(BEGIN + f"```text\n{shown(readme)}\n```\n", BEGIN + f"```text\n{excerpt(demo())}\n```\n"),
        "utf-8",
    )


if __name__ == "__main__":
    main()
