"""Liaison officers of units that have no association (G17)."""

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules.limits import ARTICLE
from kexie.foundation.organisations.rules import KINDS

CONFIRMING = ("association", "park_association")


def has_liaison(unit_kind: str) -> bool:
    """Tell whether a unit may name a liaison officer: one that could host an association.

    >>> has_liaison("enterprise"), has_liaison("society")
    (True, False)
    """
    return bool(KINDS[unit_kind].hosts)


def require_no_association(name: str) -> None:
    """Refuse a liaison officer in a unit that has an association (G17)."""
    if name:
        raise ValidationError(f"本单位已经有“{name}”，由它联系科技工作者，不用另设联络员（{ARTICLE[17]}）。")


def require_unconfirmed(*, is_confirmed: bool, is_ended: bool) -> None:
    """Refuse to confirm twice, or what has ended."""
    if is_ended:
        raise ValidationError("这位联络员已经结束，请刷新页面查看。")
    if is_confirmed:
        raise ValidationError("这位联络员已经确认，请刷新页面查看。")


def require_serving(*, is_ended: bool) -> None:
    """Refuse to end what has ended."""
    if is_ended:
        raise ValidationError("这位联络员已经结束，请刷新页面查看。")
