from hashlib import sha256

import pytest

from chucai.errors import Refused
from chucai.ledger.commitment import commit, opens

SALT = bytes(range(32))


def test_it_is_the_hash_of_prefix_salt_and_canonical_value():
    value = {"statement": "修好了三座桥"}
    data = b"chucai/commitment/1\n" + SALT + '{"statement":"修好了三座桥"}'.encode()
    assert commit(SALT, value) == sha256(data).hexdigest()


def test_it_opens_with_its_salt_and_value_only():
    commitment = commit(SALT, "text")
    assert opens(commitment, SALT, "text")
    assert not opens(commitment, SALT, "Text")
    assert not opens(commitment, SALT[::-1], "text")
    assert not opens(commitment.upper(), SALT, "text")


def test_what_cannot_have_been_committed_opens_nothing():
    commitment = commit(SALT, "text")
    assert not opens(commitment, SALT[:31], "text")
    assert not opens(commitment, SALT, 0.5)


def test_a_salt_of_another_length_is_refused():
    with pytest.raises(Refused) as caught:
        commit(b"short", "text")
    assert (caught.value.code, caught.value.facts) == ("salt-length", {"expected": 32, "found": 5})
