"""Who does something, and from where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kexie.core.reach import NOTHING, Placed, Reach


@dataclass(frozen=True)
class Actor:
    """The person behind a request or command, as plain values.

    `person` is None for a visitor and for the platform itself; `name` is shown in records. `reaches` are the bodies
    that each of the person's permissions reaches, read at the first question of a request.

    >>> Actor.platform("regions").name
    '平台（regions）'
    """

    person: int | None
    name: str
    address: str = ""
    device: str = ""
    organisation: int | None = None
    reaches: Mapping[str, Reach] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def platform(cls, task: str) -> "Actor":
        """The platform acting by itself, in a command or by the clock."""
        return cls(person=None, name=f"平台（{task}）")

    def may(self, permission: str, body: Placed) -> bool:
        """Tell whether a permission reaches a body: for the buttons of its page; what is done asks `where_may`."""
        return self.reaches.get(permission, NOTHING).has(body)
