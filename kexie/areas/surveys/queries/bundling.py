"""Who was just shown what is personal in an answer, and so may open its signatures (SEC-06)."""

from django.core.signing import BadSignature, TimestampSigner

from kexie.core.actors import Actor

REVEALED = TimestampSigner(salt="surveys.reveal")
SECONDS = 15 * 60


def revealed(actor: Actor, code: str) -> str:
    """Return the word by which somebody may open the signatures of an answer for a while."""
    return REVEALED.sign(f"{actor.person}:{code}")


def is_revealed(actor: Actor, code: str, word: str) -> bool:
    """Tell whether a word lets somebody open the signatures of an answer."""
    try:
        return REVEALED.unsign(word, max_age=SECONDS) == f"{actor.person}:{code}"
    except BadSignature:
        return False
