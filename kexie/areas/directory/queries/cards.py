"""Cards for the contacts of a telephone: vCard 3.0 (RFC 2426), which every telephone reads."""

from collections.abc import Iterable, Sequence
from typing import Any

import vobject
from django.core import signing
from django.utils.safestring import SafeString

from kexie.areas.directory.queries.contacts import post_label
from kexie.core import qr
from kexie.foundation.organisations.models import Post, PostQuerySet
from kexie.foundation.organisations.rules import split_name

REVEALED = "directory.reveal_contact"
MOST = 500
LASTS = 600  # seconds in which a card may be taken with the number that was looked at


def card(post: Post, *, mobile: str = "") -> str:
    """Return one person's card; the mobile number stands on it only where it is given."""
    made: Any = vobject.vCard()
    family, given = split_name(post.holder)
    _add(made, "n", vobject.vcard.Name(family=family, given=given))
    _add(made, "fn", post.holder)
    _add(made, "org", [post.organisation.name, *([post.branch.name] if post.branch else [])])
    _add(made, "title", post_label(post.title, post.branch.name if post.branch else ""))
    _add(made, "sort-string", post.holder_key)
    if post.phone:
        _add(made, "tel", post.phone, "WORK", "VOICE")
    if mobile:
        _add(made, "tel", mobile, "CELL")
    text: str = made.serialize()
    return text


def _add(made: Any, name: str, value: object, *kinds: str) -> None:  # noqa: ANN401 - the library's own
    line = made.add(name)
    line.value = value
    if kinds:
        line.params["TYPE"] = list(kinds)


def cards(posts: Iterable[Post]) -> str:
    """Return several cards in one file, all without mobile numbers."""
    return "".join(map(card, posts))


def chosen(rows: PostQuerySet, numbers: Sequence[str]) -> list[Post]:
    """Return the entries that were chosen, or without a choice all, by name; so many at most as a telephone takes."""
    taken = rows.filter(pk__in=[int(number) for number in numbers]) if numbers else rows
    return list(taken.select_related("organisation", "branch").order_by("holder_key", "id")[:MOST])


def picture(post: Post, *, mobile: str = "") -> SafeString:
    """Return a card as QR code to stand inside a page."""
    return qr.picture(card(post, mobile=mobile), error="l")


def ticket(post: Post, person: int | None) -> str:
    """Return what proves for ten minutes that a person has just looked at this entry's number."""
    return signing.dumps([post.pk, post.revision, person], salt=REVEALED)


def is_revealed(post: Post, person: int | None, given: str) -> bool:
    """Tell whether a ticket is this person's for this entry, and still good."""
    try:
        return bool(signing.loads(given, salt=REVEALED, max_age=LASTS) == [post.pk, post.revision, person])
    except signing.BadSignature:
        return False
