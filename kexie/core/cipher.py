"""Personal data at rest: encrypted with keys that can be changed, found again by a keyed digest (SEC-06).

`settings.DATA_KEYS` holds the keys: the first encrypts, all of them decrypt. A changed key is put first; the former
ones go when `kexie rekey` has encrypted everything anew.
"""

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

NONCE = 12
DIGEST = 64  # letters of a blind index


class Unreadable(RuntimeError):
    """The data were encrypted with a key that is not among `settings.DATA_KEYS`, or somebody altered them."""


def encrypt(text: str, *, purpose: str) -> str:
    """Encrypt a text with the first key; it can be decrypted for the same purpose alone.

    The purpose names the column, so that nobody who can write rows can have one field shown as another.

    >>> kept = encrypt("13800005678", purpose="person.mobile")
    >>> "13800005678" in kept, decrypt(kept, purpose="person.mobile")
    (False, '13800005678')
    """
    key, nonce = settings.DATA_KEYS[0], os.urandom(NONCE)
    sealed = nonce + _cipher(key).encrypt(nonce, text.encode(), purpose.encode())
    return f"{_name(key)}:{b64encode(sealed).decode()}"


def decrypt(kept: str, *, purpose: str) -> str:
    """Return the text; raises Unreadable."""
    name, _, sealed = kept.partition(":")
    for key in settings.DATA_KEYS:
        if _name(key) == name:
            raw = b64decode(sealed)
            try:
                return _cipher(key).decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()
            except InvalidTag as altered:
                raise Unreadable(purpose) from altered
    raise Unreadable(f"{purpose}: the key {name} is missing in KEXIE_DATA_KEYS")


def is_current(kept: str) -> bool:
    """Tell whether the first key encrypted this."""
    return kept.startswith(current())


def current() -> str:
    """Return how everything begins that the first key encrypted."""
    return f"{_name(settings.DATA_KEYS[0])}:"


def blind_index(text: str, *, purpose: str) -> str:
    """Return the digest under which the text is looked up; it tells nothing without the key."""
    return _digest(settings.DATA_KEYS[0], text, purpose)


def blind_indexes(text: str, *, purpose: str) -> list[str]:
    """Return the digests under all keys: rows not yet encrypted anew are found, too."""
    return [_digest(key, text, purpose) for key in settings.DATA_KEYS]


def _digest(key: str, text: str, purpose: str) -> str:
    return hmac.new(_derived(key, "index"), f"{purpose}\0{text}".encode(), sha256).hexdigest()


@lru_cache(maxsize=16)
def _cipher(key: str) -> AESGCM:
    return AESGCM(_derived(key, "encrypt"))


@lru_cache(maxsize=32)
def _derived(key: str, use: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=f"kexie {use}".encode()).derive(key.encode())


@lru_cache(maxsize=16)
def _name(key: str) -> str:
    """A key's public name: it says which key is needed, and nothing of the key."""
    return _derived(key, "name").hex()[:8]


class EncryptedField(models.TextField):  # type: ignore[type-arg] # Django's own takes none when it runs
    """A text that stands encrypted in its column. It cannot be searched: a blind index stands beside it.

    Nothing typed stays nothing, so that empty fields need no key.
    """

    @property
    def purpose(self) -> str:
        """What the text is encrypted for: its table and column."""
        return f"{self.model._meta.db_table}.{self.column}"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Stand in migrations as what the column is: they import no living code."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401 - Django's own
        """Encrypt what is saved."""
        return encrypt(value, purpose=self.purpose) if isinstance(value, str) and value else value

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Decrypt what was read."""
        return decrypt(value, purpose=self.purpose) if value else value

    def get_lookup(self, lookup_name: str) -> Any:  # noqa: ANN401 - Django's own
        """Refuse every search but for nothing: equal texts are encrypted differently each time."""
        if lookup_name not in {"isnull", "exact"}:
            raise FieldError(f"{self.name} is encrypted: look up its blind index")
        return super().get_lookup(lookup_name)
