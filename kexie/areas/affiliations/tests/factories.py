"""Group memberships for tests, made as in life."""

from typing import Any

from kexie.areas.affiliations import actions
from kexie.areas.affiliations.models import Accession, BranchMember, Delegate
from kexie.areas.registrations.tests.factories import PDF
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Branch, Organisation, Relation
from kexie.foundation.organisations.rules import BranchKind, Edge
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons

BY = bodies.BY
STATEMENT = "本单位从事石油炼制，牵头制定多项行业标准，在行业内有较强影响力。"


def by(person: Person | None = None) -> Actor:
    """A person as an actor."""
    found = person or persons.person(name="经办人")
    return Actor(person=found.pk, name=found.name)


def proof() -> Upload:
    """A file that proves something."""
    return Upload("证明.pdf", "pdf", PDF)


def superior(body: Organisation) -> Organisation:
    """The association under which a body stands."""
    assert body.superior is not None
    return body.superior


def accession(body: Organisation | None = None, thing: Organisation | None = None, **given: Any) -> Accession:
    """An application that waits: of a body to the association of its place."""
    asking = body or bodies.body()
    typed = {"statement": "愿意参加", "proof": proof(), "by": by(), **given}
    return actions.apply(asking, thing=thing or superior(asking), **typed)


def returned(**given: Any) -> Accession:
    """An application that was returned."""
    row = accession(**given)
    return actions.return_(row, seen=row.revision, reason="请写明人数", by=by())


def relation(body: Organisation | None = None, thing: Organisation | None = None) -> Relation:
    """A group membership, as an association enters it."""
    subject = body or bodies.body()
    since = clock.today().replace(day=1)
    return organisations.relate(subject, thing or superior(subject), edge=Edge.GROUP_MEMBER_OF, since=since, by=BY)


def leaving(**given: Any) -> Relation:
    """A group membership whose body has asked to leave."""
    row = relation(**given)
    actions.leave(row, reason="机构调整", by=by())
    return row


def delegate(row: Relation | None = None, name: str = "罗溪") -> Delegate:
    """Somebody whom a body sends."""
    return actions.name_delegate(row or relation(), name=name, post="秘书长", since=clock.today(), by=by())


def branch(body: Organisation | None = None, kind: BranchKind = BranchKind.BRANCH, name: str = "电子分会") -> Branch:
    """A part of a body."""
    return organisations.add_branch(body or bodies.body(), kind=kind, name=name, by=BY)


def branch_member(body: Organisation | None = None, **given: Any) -> BranchMember:
    """A part of a body that is its group member."""
    part = branch(body)
    typed = {"since": clock.today(), "decision": "第二次会议", "by": by(), **given}
    return actions.admit_branch(part.organisation, branch=part, **typed)
