"""What every worker of the server needs, loaded before there are any: they are forked, and then it is theirs together.

Loaded by each for itself it would take a third more memory, and the first to ask each worker for a page would wait.
"""

from __future__ import annotations

import gc
import multiprocessing
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils.translation import gettext, override


def load() -> None:
    """Load pages, templates and words; for whoever is about to fork and has nothing else under way.

    Does nothing where workers are not forked: there each loads its own.
    """
    if multiprocessing.get_start_method() != "fork":
        return
    from chucai.web import wsgi  # noqa: F401  # the middleware

    _ = get_resolver().url_patterns  # imports every page
    for folder in map(Path, get_app_template_dirs("templates")):
        if folder.is_relative_to(Path(__file__).parent):
            for template in folder.rglob("*.html"):
                get_template(str(template.relative_to(folder)))
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("")
    connections.close_all()  # each worker has its own
    gc.collect()
    gc.freeze()  # or the collector would touch, and so copy, all of it
