"""How much one document may take, as the environment has it."""

from collections.abc import Mapping

from msgspec import structs

from saidby.bulk import Limits
from saidby.errors import SaidbyError

SECONDS, MEMORY = "SAIDBY_SECONDS", "SAIDBY_MEMORY"
_LEAST = 256  # megabytes: the program itself and its models need most of it


def limits_from(environment: Mapping[str, str]) -> Limits:
    """Return what one document may take. Raise SaidbyError where that makes no sense.

    SAIDBY_SECONDS: of computing, 10 without it    SAIDBY_MEMORY: megabytes of its worker, 1024 without it
    """
    limits = Limits()
    if given := environment.get(SECONDS, "").strip():
        limits = structs.replace(limits, seconds=_number(SECONDS, given, least=0.1, most=86_400))
    if given := environment.get(MEMORY, "").strip():
        limits = structs.replace(limits, memory=int(_number(MEMORY, given, least=_LEAST, most=1 << 20)) << 20)
    return limits


def _number(name: str, given: str, *, least: float, most: float) -> float:
    try:
        value = float(given)
    except ValueError:
        value = -1.0
    if not least <= value <= most:
        raise SaidbyError(f"{name}: {given!r} is no number from {least:g} to {most:,.0f}. Leave it out, or write one.")
    return value
