"""Words of these pages for what the code calls by a key."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

TITLES = {
    "you": _("About you"),
    "where": _("Where it goes first"),
    "who": _("Who is put forward"),
    "members": _("Members of the team"),
    "theme": _("Theme"),
    "about": _("About the nominee"),
    "statement": _("Main deeds"),
    "evidence": _("Documents"),
    "claims": _("Facts and figures"),
    "support": _("Letters of support"),
}
STATUS = {
    "done": (_("Done"), "green"),
    "faults": (_("Something is missing"), "amber"),
    "begun": (_("In progress"), "blue"),
    "empty": (_("Not started"), "grey"),
}
OUTCOMES = {
    "met": (_("met"), "green"),
    "stops": (_("stops the nomination"), "red"),
    "referred": (_("a person will decide"), "amber"),
    "open": (_("not answered yet"), "grey"),
}
REASONS = {
    "same-identity": _("the same identity number, or the same name in the same unit"),
    "same-name-same-unit": _("the same name in the same unit"),
    "same-name-related-unit": _("the same name in a unit above or below"),
}
BOUNDS = {"exact": _("exactly"), "at-least": _("at least"), "at-most": _("at most")}
COLOURS = {
    "standing": "blue",
    "returned": "red",
    "held": "amber",
    "reserve": "amber",
    "conferred": "green",
}


def about(what: str, text: str) -> str:
    """A text after what it is about: Main deeds: Tell what was done."""
    return gettext("%(what)s: %(text)s") % {"what": what.rstrip("?？"), "text": text}
