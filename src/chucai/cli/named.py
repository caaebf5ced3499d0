"""A charter as the command line names it: a file, or an example that ships with the product."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.charter.examples import example_ids, example_text
from chucai.cli import talk

if TYPE_CHECKING:
    from chucai.charter.faults import Fault
    from chucai.charter.load import Reading
    from chucai.charter.model import Charter


@dataclass(frozen=True)
class Named:
    """`path` is None for an example."""

    label: str
    path: Path | None

    def examined(self) -> Reading:
        """Read and checked: with every fault and warning."""
        from chucai.charter.check import examine, examine_file

        return examine_file(self.path) if self.path else examine(example_text(self.label))

    def text(self) -> str:
        """The file as it stands; only of a charter that has been read without faults."""
        return self.path.read_bytes().decode("utf-8-sig") if self.path else example_text(self.label)

    def sound(self) -> Charter:
        """The charter; where it has faults they are told and the command ends."""
        from chucai.charter.check import is_sound

        reading = self.examined()
        if reading.charter is None or not is_sound(reading.faults):
            tell_faults(self, reading, err=True)
            talk.stop(talk.REFUSED, "charter-first", file=self.label)
        return reading.charter


class CharterName(click.ParamType[Named]):
    """A charter file, or the name of an example."""

    name = "charter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Named:
        if isinstance(value, Named):
            return value
        path = Path(value)
        try:
            if path.is_file():
                return Named(str(value), path)
            if value in example_ids():
                return Named(str(value), None)
            if path.is_dir():
                self.fail(talk.words("is-a-folder", file=path), param, ctx)
        except OSError as error:
            self.fail(talk.words("file-unreadable", file=path, reason=error.strerror), param, ctx)
        return self.fail(talk.words("no-such-charter", file=value, examples=", ".join(example_ids())), param, ctx)


def of(severity: str, reading: Reading) -> list[Fault]:
    """The faults, or the warnings."""
    return [each for each in reading.faults if each.severity == severity]


def tell_faults(named: Named, reading: Reading, err: bool = False) -> None:
    """Faults, then warnings, each on a line (on stdout, or among the talk); how many there are as talk."""
    from chucai.charter.words import SEVERITY
    from chucai.charter.words import say as said

    language = talk.language()
    out = partial(click.echo, err=err)
    for severity, colour in (("fault", "red"), ("warning", "yellow")):
        for each in of(severity, reading):
            place = ":".join(part for part in (named.label, str(each.line or "")) if part)
            kind = talk.coloured(SEVERITY[severity][language], colour)
            out(": ".join(part for part in (place, each.path, kind, said(each, language)) if part))
    faults, warnings = len(of("fault", reading)), len(of("warning", reading))
    talk.say(
        "charter-faults" if faults or warnings else "charter-good", file=named.label, faults=faults, warnings=warnings
    )
