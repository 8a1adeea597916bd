"""Who does something, and from where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """The person behind a request or command, as plain values.

    `person` is None for a visitor and for the platform itself; `name` is shown in records.

    >>> Actor.platform("regions").name
    '平台（regions）'
    """

    person: int | None
    name: str
    address: str = ""
    device: str = ""
    organisation: int | None = None

    @classmethod
    def platform(cls, task: str) -> "Actor":
        """The platform acting by itself, in a command or by the clock."""
        return cls(person=None, name=f"平台（{task}）")
