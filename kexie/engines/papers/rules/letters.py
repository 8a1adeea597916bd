"""Activation codes on paper: slips and letters. No tables, no clock."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

MOST_LETTERS = 300


@dataclass(frozen=True)
class Slip:
    """An activation slip (ACC-02): whom it is for, the code, where to use it and until when, all as shown.

    `link` is what the QR code leads to; without it the code leads to `address`.
    """

    organisation: str
    name: str
    roles: str
    code: str
    address: str
    valid_until: str
    link: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter with an activation code: who invites whom to which roles, all as shown (ACC-03)."""

    organisation: str
    name: str
    roles: str
    code: str
    address: str
    valid_until: str
    link: str
    issuer: str
    date: str


def require_few(number: int) -> None:
    """Refuse more letters at once than are drawn in a moment."""
    if number > MOST_LETTERS:
        raise ValidationError(
            f"一次最多生成 {MOST_LETTERS} 封通知书，现在有 {number:,} 封；请改用激活单，或者到下级组织分别打印。"
        )
