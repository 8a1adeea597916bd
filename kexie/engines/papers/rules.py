"""What stands on the papers that the platform prints. No tables, no clock."""

from dataclasses import dataclass


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
