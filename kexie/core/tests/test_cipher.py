"""Personal data stand encrypted; the keys can be changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from kexie.core import cipher

pytestmark = pytest.mark.spec("SEC-06")
OLD, NEW = "an old key of thirty-two letters!", "a new key of thirty-two letters!!"


@given(st.text())
def test_what_is_encrypted_can_be_read_again(text: str) -> None:
    assert cipher.decrypt(cipher.encrypt(text, purpose="tests"), purpose="tests") == text


def test_equal_texts_are_encrypted_differently_but_found_alike() -> None:
    assert cipher.encrypt("13800005678", purpose="tests") != cipher.encrypt("13800005678", purpose="tests")
    assert cipher.blind_index("13800005678", purpose="a") == cipher.blind_index("13800005678", purpose="a")
    assert cipher.blind_index("13800005678", purpose="a") != cipher.blind_index("13800005678", purpose="b")


def test_one_field_cannot_be_read_as_another() -> None:
    kept = cipher.encrypt("secret", purpose="person.mobile")
    with pytest.raises(cipher.Unreadable):
        cipher.decrypt(kept, purpose="person.email")


def test_what_somebody_altered_cannot_be_read() -> None:
    kept = cipher.encrypt("secret", purpose="tests")
    middle = len(kept) // 2
    other = "A" if kept[middle] != "A" else "B"
    with pytest.raises(cipher.Unreadable):
        cipher.decrypt(kept[:middle] + other + kept[middle + 1 :], purpose="tests")


def test_a_new_key_encrypts_and_the_old_one_still_decrypts(settings: Settings) -> None:
    settings.DATA_KEYS = [OLD]
    kept, index = cipher.encrypt("secret", purpose="tests"), cipher.blind_index("secret", purpose="tests")
    settings.DATA_KEYS = [NEW, OLD]
    assert cipher.decrypt(kept, purpose="tests") == "secret"
    assert not cipher.is_current(kept)
    assert cipher.is_current(cipher.encrypt("secret", purpose="tests"))
    assert index in cipher.blind_indexes("secret", purpose="tests")
    assert index != cipher.blind_index("secret", purpose="tests")
    settings.DATA_KEYS = [NEW]
    with pytest.raises(cipher.Unreadable, match="KEXIE_DATA_KEYS"):
        cipher.decrypt(kept, purpose="tests")
