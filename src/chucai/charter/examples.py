"""The example charters that ship with the product, as text."""

from __future__ import annotations

from pathlib import Path

from chucai.errors import Refused

_ROOM = Path(__file__).parent
# In a wheel the examples lie beside this module; in a checkout they are the folder at its top.
_FOLDERS = (_ROOM / "shipped", _ROOM.parents[2] / "charters")


def example_ids() -> tuple[str, ...]:
    """Names of the example charters: district, fellowship, hackathon ..."""
    return tuple(sorted(path.stem for path in _folder().glob("*.toml")))


def example_text(example_id: str) -> str:
    """The file of an example charter; Refused("example-unknown") when there is none of this name."""
    if example_id not in example_ids():
        raise Refused("example-unknown", example=example_id, known=", ".join(example_ids()))
    return (_folder() / f"{example_id}.toml").read_text("utf-8")


def _folder() -> Path:
    return next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
