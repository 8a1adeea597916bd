"""Which bodies somebody reaches, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Placed(Protocol):
    """A body of the tree, as far as scope looks at it."""

    pk: int
    path: str
    superior_id: int | None
    kind: str
    tier: int


@dataclass(frozen=True, order=True)
class Siblings:
    """The associations of one tier under one superior; `but` is the one whose siblings they are (SCP-07)."""

    superior: int
    tier: int
    but: int


@dataclass(frozen=True)
class Reach:
    """The bodies that a permission reaches: some by themselves, some with everything below them, some as siblings.

    `stems` are paths of bodies reached with all below them, `below` of those reached without themselves. `everything`
    is the national reach, `but` the one body it leaves out. `branches` are parts of bodies, for appointments that end
    there (SCP-01).
    """

    everything: bool = False
    but: int | None = None
    bodies: frozenset[int] = frozenset()
    stems: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    siblings: frozenset[Siblings] = frozenset()
    branches: frozenset[int] = frozenset()

    def __or__(self, other: "Reach") -> "Reach":
        """Return both together."""
        stems = _outermost(self.stems | other.stems)
        whole = [reach for reach in (self, other) if reach.everything]
        return Reach(
            everything=bool(whole),
            but=whole[0].but if whole and all(reach.but == whole[0].but for reach in whole) else None,
            bodies=self.bodies | other.bodies,
            stems=stems,
            below=frozenset(stem for stem in self.below | other.below if not _is_within(stem, stems)),
            siblings=self.siblings | other.siblings,
            branches=self.branches | other.branches,
        )

    def has(self, body: Placed) -> bool:
        """Tell whether a body is reached.

        >>> from types import SimpleNamespace
        >>> county = SimpleNamespace(pk=3, path="1.2.3", superior_id=2, kind="association", tier=3)
        >>> Reach(stems=frozenset({"1.2"})).has(county), Reach(bodies=frozenset({2})).has(county)
        (True, False)
        """
        return (
            (self.everything and body.pk != self.but)
            or body.pk in self.bodies
            or _is_within(body.path, self.stems)
            or any(body.path != stem and body.path.startswith(stem) for stem in self.below)
            or any(_is_sibling(body, group) for group in self.siblings)
        )


def _outermost(stems: Iterable[str]) -> frozenset[str]:
    """Leave out the paths that lie under another one.

    >>> sorted(_outermost({"1", "1.2", "3"}))
    ['1', '3']
    """
    kept: list[str] = []
    for stem in sorted(stems):
        if not kept or not stem.startswith(kept[-1]):
            kept.append(stem)
    return frozenset(kept)


def _is_within(path: str, stems: Iterable[str]) -> bool:
    return any(path.startswith(stem) for stem in stems)


def _is_sibling(body: Placed, group: Siblings) -> bool:
    same = (body.superior_id, body.tier, body.kind) == (group.superior, group.tier, "association")
    return same and body.pk != group.but


NOTHING = Reach()
