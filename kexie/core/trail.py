"""What the records of an app say, in words: each app declares its own in `TRAIL` of its `rules.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """The deeds that an app records, and what their facts are called.

    `deeds` are the names that `record` is given, `things` the models that they are done to. `facts` are the keys of
    `before` and `after` that are no field of the thing; one with an empty label is not shown. `values` are the words
    for values of a key that are codes. Fields of the thing are called by their own `verbose_name` and choices; the
    rows that foreign keys lead to are named, and so are those that `refers` names the model of. `named` are the things
    whose own name stands beside a record.
    """

    label: str
    deeds: Mapping[str, str]
    things: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    refers: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
