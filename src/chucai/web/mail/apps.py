"""Letters, as a Django app: it has templates and a catalogue, and no tables of its own."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "chucai.web.mail"
    label = "mail"

    def ready(self) -> None:
        """Letters follow from what is done."""
        from chucai.web.acts import followed_by
        from chucai.web.mail.notes import TOLD
        from chucai.web.mail.telling import tell

        followed_by(tell, TOLD)
