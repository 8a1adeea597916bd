"""Who reaches the pages of membership; see tests/scope.py. Those above a body see numbers, never people."""

from typing import Any

from kexie.areas.membership import actions
from kexie.areas.membership.models import Application
from kexie.areas.membership.tests import factories
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.tests import factories as persons
from tests.scope import Row

STAFF = "own.administrator own.secretary"
REVIEWERS = f"{STAFF} own.reviewer"
READERS = f"{REVIEWERS} own.leader"
COUNTERS = f"{READERS} own.statistician"
ABOVE = f"{COUNTERS.replace('own', 'parent')} grandparent.administrator nation.administrator"
NUMBERS = f"{COUNTERS} {ABOVE}"
LISTS = "/organisations/{code}"


def things(body: Organisation) -> dict[str, Any]:
    """A member, an application that waits, and a claim."""
    if body.kind == "association":  # asked about in vain: it has no members of its own
        nothing = dict.fromkeys(("member", "application", "claim", "member_tag"), "2222222222")
        return nothing | {"card": factories.member().code}
    member = factories.member(body)
    made = {"application": factories.application(body).code, "claim": factories.claim(body).code}
    made["member_tag"] = factories.tagged(member, f"分组 {member.code}").code
    return {"member": member.code, "card": member.code, **made}


def mark(body: Organisation, word: str) -> None:
    """A member and an applicant who bear the body's word."""
    if body.kind == "association":
        return
    factories.member(body, name=f"{word}会员", department=f"{word}部")
    made = factories.application(body, persons.person(name=f"{word}申请人"), name=f"{word}申请人")
    actions.return_(made, seen=made.revision, reason=f"{word}原因", by=factories.BY)
    factories.claim(body, name=f"{word}认领")
    factories.tagged(factories.member(body, name=f"{word}组员"), f"{word}组")
    waiting = Application.objects.filter(organisation=body).waiting()
    if not waiting.exists():
        factories.application(body, persons.person(name=f"{word}又一人"), name=f"{word}又一人")


ROWS = {
    "membership:browse": Row(f"{LISTS}/members/", body=READERS, park=READERS, joint=READERS),
    "membership:add": Row(f"{LISTS}/members/add/", body=STAFF, park=STAFF, joint=STAFF),
    "membership:add_many": Row(f"{LISTS}/members/add_many/", body=STAFF, park=STAFF, joint=STAFF),
    "membership:sheet": Row(f"{LISTS}/members/add_many/sheet/", body=STAFF, park=STAFF, joint=STAFF),
    "membership:export": Row(f"{LISTS}/members/export/", body=STAFF, park=STAFF, joint=STAFF),
    **{
        f"membership:{page}": Row(f"/members/{{member}}/{page}/", body=STAFF)
        for page in ("confirm_leaving", "depart", "bury", "retire", "expel")
    },
    "membership:tags": Row(f"{LISTS}/members/tags/", body=READERS, park=READERS, joint=READERS),
    **{
        f"membership:{page}": Row(f"{LISTS}/members/{path}{page}/", body=STAFF, park=STAFF, joint=STAFF)
        for page, path in (("add_tag", "tags/"), ("tag_many", ""))
    },
    **{
        f"membership:{page}": Row(f"/members/tags/{{member_tag}}/{page}/", body=STAFF)
        for page in ("change_tag", "remove_tag")
    },
    "membership:tag": Row("/members/{member}/tag/", body=STAFF),
    "membership:numbers": Row(f"{LISTS}/numbers/", NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    "membership:tally": Row(f"{LISTS}/tally/", NUMBERS, NUMBERS, NUMBERS, NUMBERS, post=(200,)),
    "membership:claim": Row("/memberships/claim/", personal=True),
    "membership:ask": Row("/memberships/ask/", personal=True),
    "membership:claims": Row(f"{LISTS}/claims/", body=STAFF, park=STAFF, joint=STAFF),
    "membership:confirm_claim": Row("/claims/{claim}/confirm_claim/", body=STAFF),
    "membership:refuse_claim": Row("/claims/{claim}/refuse_claim/", body=STAFF),
    "membership:unclaim": Row("/members/{member}/unclaim/", body=STAFF),
    "membership:leave": Row("/memberships/{member}/leave/"),
    "membership:stay": Row("/memberships/{member}/stay/"),
    # Nothing of the matrix is published, and only a public body takes applications.
    "membership:apply": Row(f"{LISTS}/apply/", absent=True),
    "membership:applications": Row(f"{LISTS}/applications/", body=REVIEWERS, park=REVIEWERS, joint=REVIEWERS),
    "membership:show": Row("/members/{member}/", body=READERS),
    "membership:change": Row("/members/{member}/change/", body=STAFF),
    "membership:reveal": Row("/members/{member}/reveal/", body=STAFF),
    "membership:show_application": Row("/applications/{application}/show_application/", body=REVIEWERS),
    "membership:amend": Row("/applications/{application}/amend/"),
    "membership:withdraw": Row("/applications/{application}/withdraw/"),
    "membership:return_": Row("/applications/{application}/return_/", body=REVIEWERS),
    "membership:refuse": Row("/applications/{application}/refuse/", body=REVIEWERS),
    "membership:accept": Row("/applications/{application}/accept/", body=REVIEWERS),
    "membership:own": Row("/memberships/own/", personal=True),
    "membership:card": Row("/memberships/{member}/card/"),
    "membership:verify": Row("/cards/{card}/verify/", public=True, post=(200, 405)),
}
