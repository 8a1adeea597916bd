"""Who reaches the pages of dues; see tests/scope.py. Who owes what is known to the body alone."""

from typing import Any

from kexie.areas.dues.models import Due, Rate, Year
from kexie.areas.dues.tests import factories
from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories as members
from kexie.core import clock, codes
from kexie.foundation.organisations.models import Organisation
from tests.scope import Row

STAFF = "own.administrator own.secretary own.finance"
READERS = f"{STAFF} own.leader"
LISTS = "/organisations/{code}/dues/years"
OF_MEMBER = "/dues/{dues_year}/members/{dues_member}"


def things(body: Organisation) -> dict[str, Any]:
    """A year with a rate and a payment."""
    if body.kind == "association":  # asked about in vain: it has no members of its own
        return dict.fromkeys(("dues_year", "dues_member", "dues_rate", "dues_entry"), "2222222222")
    due = _due(body, members.member(body), clock.today().year)
    entry = factories.paid(due)
    return {
        "dues_year": due.year.code,
        "dues_member": due.member.code,
        "dues_rate": due.rate.code,
        "dues_entry": entry.code,
    }


def mark(body: Organisation, word: str) -> None:
    """A member with the body's word who owes in another year, whose rate and decision bear it."""
    if body.kind != "association":
        _due(body, members.member(body, name=f"{word}欠缴"), 2025, word=word)


def _due(body: Organisation, member: Member, number: int, word: str = "") -> Due:
    """What a member owes, whatever the body's charter says of dues."""
    year = Year.objects.create(organisation=body, code=codes.fresh(), year=number, decision=f"{word}大会")
    rate = Rate.objects.create(
        year=year, code=codes.fresh(), name=f"{word}标准"[:20], amount=factories.OWED, groups=["technical"]
    )
    made = Due.objects.create(year=year, member=member, rate=rate, number=member.number, amount=rate.amount)
    return Due.objects.select_related("year", "member", "rate").get(pk=made.pk)


ROWS = {
    "dues:years": Row(f"{LISTS}/", body=READERS, park=READERS, joint=READERS),
    "dues:add_year": Row(f"{LISTS}/add_year/", body=STAFF, park=STAFF, joint=STAFF),
    "dues:own": Row("/dues/own/", personal=True),
    "dues:show": Row("/dues/{dues_year}/", body=READERS),
    "dues:browse": Row("/dues/{dues_year}/browse/", body=READERS),
    "dues:show_due": Row(f"{OF_MEMBER}/show_due/", body=READERS),
    "dues:receipt": Row("/dues/entries/{dues_entry}/receipt/", body=READERS),
    **{
        f"dues:{page}": Row(f"/dues/{{dues_year}}/{page}/", body=STAFF)
        for page in ("add_rate", "roll", "remind", "close", "reopen", "export", "pay_many", "receipts")
    },
    "dues:sheet": Row("/dues/{dues_year}/pay_many/sheet/", body=STAFF),
    "dues:pay": Row(f"{OF_MEMBER}/pay/", body=STAFF),
    "dues:waive": Row(f"{OF_MEMBER}/waive/", body=STAFF),
    "dues:remove_rate": Row("/dues/rates/{dues_rate}/remove_rate/", body=STAFF),
    "dues:correct": Row("/dues/entries/{dues_entry}/correct/", body=STAFF),
}
