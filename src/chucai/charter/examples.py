"""The example charters that ship with the product, as text."""

from __future__ import annotations

from pathlib import Path

from chucai.errors import Refused

# Links to the files in `charters/`, each by itself: a wheel is built with what they point to.
_FOLDER = Path(__file__).parent / "shipped"


def example_ids() -> tuple[str, ...]:
    """Names of the example charters: district, fellowship, hackathon ..."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def example_text(example_id: str) -> str:
    """The file of an example charter; Refused("example-unknown") when there is none of this name."""
    if example_id not in example_ids():
        raise Refused("example-unknown", example=example_id, known=", ".join(example_ids()))
    return (_FOLDER / f"{example_id}.toml").read_text("utf-8")
