"""What the auditor's bundle opens: everything but who objected."""

from __future__ import annotations

from chucai.publish.bundle import Opened, for_auditors


def test_no_identity_is_opened_not_even_one_that_was_unsealed():
    """Unsealing shows it to the authority, and to nobody else."""
    openings = [Opened("notice/board@2", field, "text", b"0" * 32) for field in ("grounds", "identity")]
    assert [each.field for each in for_auditors(openings)] == ["grounds"]
