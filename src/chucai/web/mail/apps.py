"""Letters, as a Django app: it has templates and a catalogue, and no tables of its own."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "chucai.web.mail"
    label = "mail"
