"""Signatures that prove who wrote something: made with a key that the database does not know (SEC-07).

`settings.SEAL_KEYS` holds the keys as texts: the first signs, all of them are known when signatures are looked at.
Ed25519, so that others can look at signatures with the public half alone.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NAME = 16  # letters by which a public key is named


class Keyless(RuntimeError):
    """There is no key to sign with; the message says which setting is missing."""


def sign(text: bytes) -> str:
    """Sign with the first key; raises Keyless."""
    return b64encode(_private(_first()).sign(text)).decode()


def public_key() -> str:
    """Return the public half of the first key, as others are given it; raises Keyless."""
    return _public(_first())


def name(public: str) -> str:
    """Return the name by which a public key is referred to.

    >>> name("a" * 44)
    '16849877c6c21ef0'
    """
    return sha256(public.encode()).hexdigest()[:NAME]


def known(public_keys: Iterable[str] = ()) -> dict[str, str]:
    """Return the public keys that signatures may be of, by name: those of the settings and others that were given."""
    return {name(key): key for key in (*map(_public, settings.SEAL_KEYS), *public_keys)}


def is_signed(text: bytes, signature: str, *, by: str, keys: Mapping[str, str]) -> bool:
    """Tell whether the signature is that of the named key.

    >>> from django.test import override_settings
    >>> with override_settings(SEAL_KEYS=["k" * 32]):
    ...     signed, who, keys = sign(b"text"), name(public_key()), known()
    >>> is_signed(b"text", signed, by=who, keys=keys), is_signed(b"other", signed, by=who, keys=keys)
    (True, False)
    """
    if by not in keys:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(keys[by])).verify(b64decode(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _first() -> str:
    if not settings.SEAL_KEYS:
        raise Keyless("没有封存审计记录的密钥：请为后台进程设置环境变量 KEXIE_SEAL_KEYS。")
    key: str = settings.SEAL_KEYS[0]
    return key


def _public(key: str) -> str:
    return b64encode(_private(key).public_key().public_bytes_raw()).decode()


@lru_cache(maxsize=16)
def _private(key: str) -> Ed25519PrivateKey:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kexie seals of records")
    return Ed25519PrivateKey.from_private_bytes(derived.derive(key.encode()))
