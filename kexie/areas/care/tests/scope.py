"""Who reaches the pages of care; see tests/scope.py."""

from typing import Any

from kexie.areas.care.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.organisations.models import Organisation
from tests.scope import Row

SECRETARY = "own.secretary"
STAFF = f"own.administrator {SECRETARY}"
LISTS = "/organisations/{code}/care"


def things(body: Organisation) -> dict[str, Any]:
    """A member who agreed, and a letter to that member."""
    if body.kind == "association":  # asked about in vain: it has no members of its own
        return dict.fromkeys(("agreeing", "letter", "visit", "agreement"), "2222222222")
    member = factories.agreeing(body, visits=True)
    letter, visit = factories.letter(body), factories.visit(member)
    agreement = factories.agreement(members.member(body))
    return {"agreeing": member.code, "letter": letter.code, "visit": visit.code, "agreement": agreement.code}


def mark(body: Organisation, word: str) -> None:
    """A letter with the body's word, to a member who bears it and was visited."""
    if body.kind != "association":
        member = factories.agreeing(body, visits=True, name=f"{word}同意")
        factories.visit(member, note=f"{word}家事")
        factories.letter(body, title=f"{word}会员信", text=f"{word}内容")
        factories.agreement(members.member(body, name=f"{word}签字"))


ROWS = {
    "care:own": Row("/care/own/", personal=True),
    "care:change": Row("/care/memberships/{agreeing}/change/"),
    "care:opt_out": Row("/care/memberships/{agreeing}/opt_out/"),
    "care:read": Row("/care/letters/{letter}/read/"),
    "care:birthdays": Row(f"{LISTS}/birthdays/", body=STAFF, park=STAFF, joint=STAFF),
    "care:letters": Row(f"{LISTS}/letters/", body=STAFF, park=STAFF, joint=STAFF),
    **{
        f"care:{page}": Row(f"{LISTS}/{path}", body=SECRETARY, park=SECRETARY, joint=SECRETARY)
        for page, path in (("visits", "visits/"), ("add_visit", "visits/add_visit/"))
    },
    "care:show_visit": Row("/care/visits/{visit}/show_visit/", body=SECRETARY),
    **{
        f"care:{page}": Row(f"{LISTS}/agreements/{path}", body=STAFF, park=STAFF, joint=STAFF)
        for page, path in (("agreements", ""), ("add_agreement", "add_agreement/"))
    },
    "care:withdraw_agreement": Row("/care/agreements/{agreement}/withdraw_agreement/", body=STAFF),
    "care:scan": Row("/care/agreements/{agreement}/scan/", body=STAFF, post=(200,)),
    "care:write": Row(f"{LISTS}/letters/write/", body=STAFF, park=STAFF, joint=STAFF),
}
