"""The association that approved a body orders it to rectify, warns it, or revokes it, each on its own ground."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Sanction
from kexie.areas.establishment.tests import factories, sanctions
from kexie.areas.membership import actions as membership
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import jobs, titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, actor, appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-12")]


def send(body: Organisation, measure: str = "rectify", **given: object) -> tuple[int, str]:
    form = sanctions.typed(measure) | {"evidence": factories.file("证据.pdf")} | given
    form = {name: value for name, value in form.items() if value not in (None, False)}
    reviewer = appointed(bodies.association("430603"), Role.REVIEWER)
    answer = pages.send(pages.browser(reviewer), f"/organisations/{body.code}/sanction/", **form)
    body.refresh_from_db()
    return answer.status_code, answer.text


def test_a_rectification_has_a_time_and_both_sides_see_the_same_day() -> None:
    body = bodies.body("430603")
    staff, reviewer = appointed(body), appointed(bodies.association("430603"), Role.REVIEWER)
    assert send(body)[0] == 303
    row = Sanction.objects.get()
    assert (body.status, row.organisation) == ("rectifying", body.superior)
    dues = {
        one.due
        for person, place in ((staff, body), (reviewer, row.organisation))
        for one in todo(actor(person), [place])
    }
    assert dues == {row.due}
    assert f"“{body.name}”收到处理决定：责令限期整改" in titles(staff)


@pytest.mark.parametrize(
    ("measure", "typed"),
    [
        ("rectify", {"ground": "law"}),
        ("warn", {"ground": "slack"}),
        ("warn", {}),
        ("revoke", {"ground": "unimproved"}),
        ("revoke", {"ground": "slack"}),
        ("revoke", {"is_grave": False}),
    ],
)
def test_a_step_without_its_ground_or_the_one_below_is_refused_with_the_article(
    measure: str, typed: dict[str, object]
) -> None:
    body = bodies.body("430603")
    status, html = send(body, measure, **typed)
    assert (status, "第十八条" in html, body.status, Sanction.objects.count()) == (422, True, "active", 0)


def test_a_warning_comes_after_the_time_and_never_leads_to_a_revocation() -> None:
    row = sanctions.decided()
    body, now = row.body, clock.now()
    with clock.held(now + timedelta(days=30)), pytest.raises(ValidationError, match="期满以后"):
        sanctions.decided(body, "warn")
    with clock.held(now + timedelta(days=31)):
        with pytest.raises(ValidationError, match="先评定"):
            sanctions.decided(body, "warn")
        actions.assess(row, outcome="unimproved", note="", seen=row.revision, by=BY)
        assert Organisation.objects.get(pk=body.pk).status == "rectifying"  # until it is decided what follows
        sanctions.decided(body, "warn")
        assert Organisation.objects.get(pk=body.pk).status == "active"
        with pytest.raises(ValidationError, match="已经给过警告"):
            sanctions.decided(body, "warn")
        for ground in ("unimproved", "slack"):
            with pytest.raises(ValidationError, match="第十八条"):
                sanctions.decided(body, "revoke", ground=ground)
        again = sanctions.decided(body)
        with pytest.raises(ValidationError, match="请先评定"):
            sanctions.decided(body)
        actions.assess(again, outcome="improved", note="", seen=again.revision, by=BY)
        with pytest.raises(ValidationError, match="先责令限期整改"):
            sanctions.decided(body, "warn")
    body.refresh_from_db()
    assert (body.closed_on, body.status) == (None, "active")


def test_a_grave_breach_is_revoked_at_once_and_the_certificate_ends() -> None:
    case = factories.established()
    certificate = case.body.certificates.get()
    assert send(case.body, "revoke", ground="constitution")[0] == 303
    assert case.body.status == "closed"
    assert "已经失效" in pages.browser().get(f"/certificates/{certificate.code}/").text


@pytest.mark.parametrize("days", [None, 0])
def test_a_rectification_needs_a_day_to_come(days: int | None) -> None:
    body = bodies.body("430603")
    due = "" if days is None else clock.today()
    assert (send(body, due=due)[0], Sanction.objects.count()) == (422, 0)


def test_only_the_association_that_approved_it_decides() -> None:
    body = bodies.body("430603")
    above = appointed(bodies.association("430600"), Role.REVIEWER)
    assert pages.browser(above).get(f"/organisations/{body.code}/sanction/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_rectification() -> None:
    body = bodies.body("430603")
    done = at_once(lambda: sanctions.decided(body), lambda: sanctions.decided(body))
    assert sorted(type(result).__name__ for result in done) == ["Sanction", "ValidationError"]


@pytest.mark.spec("MEM-06")
def test_the_members_of_a_revoked_body_are_members_no_longer_and_keep_their_history() -> None:
    body = bodies.body("430603")
    waits = sanctions.decided(body)
    member = members.member(body)
    sanctions.decided(Organisation.objects.get(pk=body.pk), "revoke")
    assert not list(todo(actor(appointed(waits.organisation, Role.REVIEWER)), [waits.organisation]))
    assert jobs("membership.end_members") == 1
    assert membership.end_missed(by=BY) == 1
    assert membership.end_missed(by=BY) == 0
    member.refresh_from_db()
    assert (member.status, member.changes.count()) == ("dissolved", 2)
