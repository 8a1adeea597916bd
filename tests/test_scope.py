"""Every route × method × actor × target, beside the tables written by hand in each area's tests (SEC-01, SCP-05)."""

from collections.abc import Callable

import pytest
from django.db.models import Model, QuerySet

from kexie.areas.directory.queries import contacts
from kexie.core.reach import Reach
from kexie.core.scope import Scoped
from kexie.foundation.appointments import queries, rules
from kexie.foundation.appointments.models import AppointmentQuerySet
from kexie.foundation.organisations.models import Organisation, Post
from tests import scope

pytestmark = [pytest.mark.spec("SEC-01"), pytest.mark.spec("SEC-02"), pytest.mark.spec("SCP-05")]
ROWS = scope.rows()
PARTS = 2
TARGETS = ("county", "body")
SOME = ("park", "joint")


def test_every_route_stands_in_the_matrix() -> None:
    assert scope.routes() - set(ROWS) == set()
    assert set(ROWS) - scope.routes() == set()


def asked_about(row: scope.Row, turn: int) -> tuple[str, ...]:
    """Return the targets that a route has, one of them where it has both or is for everybody or nobody."""
    named = tuple(target for target in TARGETS if getattr(row, target))
    return named if len(named) == 1 else (TARGETS[turn % len(TARGETS)],)


@pytest.mark.django_db
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_is_answered_as_written_down(part: int, target: str, request: pytest.FixtureRequest) -> None:
    """Each route is asked by those at the borders of its reach and by a twentieth of the others; by all with --drills.

    Without them a route that both targets have is asked about one of the two, in turns.
    """
    is_whole = request.config.getoption("--drills")
    made = scope.world(target)
    wrong = [
        line
        for turn, name in enumerate(sorted(ROWS))
        if turn % PARTS == part and (is_whole or target in asked_about(ROWS[name], turn // PARTS))
        for line in scope.complaints(name, ROWS[name], made, scope.EVERYBODY if is_whole else scope.pairwise(turn))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("target", SOME)
def test_what_only_some_kinds_have_is_answered_as_written_down(target: str, request: pytest.FixtureRequest) -> None:
    is_whole = request.config.getoption("--drills")
    made = scope.world(target)
    having = [(name, row) for name, row in sorted(ROWS.items()) if getattr(row, target)]
    asked = having if is_whole else having[SOME.index(target) :: 4 * len(SOME)]  # both have those of any body
    assert asked
    wrong = [
        line
        for turn, (name, row) in enumerate(asked)
        for line in scope.complaints(name, row, made, scope.EVERYBODY if is_whole else scope.pairwise(turn))
    ]
    assert not wrong, "\n".join(wrong)


def _all(rows: "QuerySet[Model]", *_: object) -> "QuerySet[Model]":
    return rows.all()


LOOSENED: dict[str, tuple[object, str, Callable[..., object]]] = {
    "rows are not limited": (Scoped, "where_may", _all),
    "ended roles still count": (AppointmentQuerySet, "current", _all),
    "every role has every grant": (
        rules,
        "has_grant",
        lambda grant, *, role, kind: (rules.Within.PLATFORM in grant.within) == (not kind),
    ),
    "a body reaches its county": (
        queries,
        "within",
        lambda word, body, guided: Reach(stems=frozenset({body.superior_path or body.path})),
    ),
    "a body reaches its siblings": (
        queries,
        "guided_by",
        lambda bodies: {one: Organisation.objects.values_list("pk", flat=True) for one in bodies},
    ),
    "an address book holds everybody": (contacts, "people", lambda speaker, filters: Post.objects.all().listed()),
}


@pytest.mark.django_db
def test_a_check_that_is_taken_away_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drill of the matrix itself: each of these would let people in, and it must see that."""
    made = scope.world("body")
    routes = ("accounts:staff", "directory:desk", "directory:contacts")
    unseen = []
    for what, (owner, name, loosened) in LOOSENED.items():
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, loosened)
            if not any(True for name in routes for _ in scope.complaints(name, ROWS[name], made)):
                unseen.append(what)
    assert not unseen
