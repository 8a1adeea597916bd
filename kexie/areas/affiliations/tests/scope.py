"""Who reaches the pages of group memberships; see tests/scope.py. Both sides do, and nobody else."""

from typing import Any

from kexie.areas.affiliations import actions
from kexie.areas.affiliations.tests import factories
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests.scope import Row

STAFF = "own.administrator own.secretary"
REVIEWERS = f"{STAFF} own.reviewer"
READERS = f"{REVIEWERS} own.leader"
OF_SUPERIOR = REVIEWERS.replace("own", "parent")
BOTH = f"{READERS} {READERS.replace('own', 'parent')}"


def things(body: Organisation) -> dict[str, Any]:
    """An application and a membership: of the body, or with an association."""
    if body.kind == "association":
        asking, joined = factories.accession(_child(body), body), factories.relation(_child(body), body)
    else:
        asking, joined = factories.accession(body), factories.relation(body, _federation())
    made = {"accession": asking.code, "joined": joined.pk, "delegate": factories.delegate(joined).pk}
    return made | {"part": factories.branch_member(body).pk if body.kind == "enterprise_association" else 0}


def mark(body: Organisation, word: str) -> None:
    """A delegate and a reason to leave that bear the body's word."""
    is_association = body.kind == "association"
    joined = factories.relation(_child(body), body) if is_association else factories.relation(body, _federation())
    factories.delegate(joined, name=f"{word}代表")
    actions.leave(joined, reason=f"{word}原因", by=factories.by())


def _child(body: Organisation) -> Organisation:
    return bodies.body(body.region_id or "430603", superior=body)


def _federation() -> Organisation:
    return bodies.body("320113", kind="federation")


def _own(address: str, who: str) -> Row:
    return Row(address, body=who, park=who, joint=who)


def _reviewed(page: str) -> Row:
    return Row(
        f"/affiliations/{{accession}}/{page}/",
        county=REVIEWERS,
        body=OF_SUPERIOR,
        park=OF_SUPERIOR,
        joint=OF_SUPERIOR,
    )


ROWS = {
    "affiliations:joined": _own("/organisations/{code}/joined/", READERS),
    "affiliations:apply": _own("/organisations/{code}/joined/apply/", STAFF),
    **{
        f"affiliations:{page}": _own(f"/organisations/{{code}}/joined/{{joined}}/{page}/", STAFF)
        for page in ("leave", "stay", "name_delegate")
    },
    "affiliations:browse": Row("/organisations/{code}/affiliations/", county=READERS, body=READERS),
    "affiliations:admit_branch": Row(
        "/organisations/{code}/affiliations/admit_branch/", county=REVIEWERS, body=REVIEWERS
    ),
    "affiliations:represent": Row("/branches/{part}/represent/", body=REVIEWERS),
    "affiliations:release_branch": Row("/branches/{part}/release_branch/", body=REVIEWERS),
    "affiliations:confirm_leaving": Row(
        "/organisations/{code}/affiliations/{joined}/confirm_leaving/", county=REVIEWERS
    ),
    "affiliations:show": Row("/affiliations/{accession}/", county=READERS, body=BOTH, park=BOTH, joint=BOTH),
    "affiliations:proof": Row(
        "/affiliations/{accession}/proof/", county=READERS, body=BOTH, park=BOTH, joint=BOTH, post=(200,)
    ),
    "affiliations:amend": _own("/affiliations/{accession}/amend/", STAFF),
    "affiliations:withdraw": _own("/affiliations/{accession}/withdraw/", STAFF),
    "affiliations:return_": _reviewed("return_"),
    "affiliations:refuse": _reviewed("refuse"),
    "affiliations:accept": _reviewed("accept"),
    "affiliations:end_delegate": _own("/delegates/{delegate}/end_delegate/", STAFF),
}
