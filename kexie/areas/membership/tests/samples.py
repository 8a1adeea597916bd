"""The forms of membership, filled in; see tests/samples.py."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.membership.models import Application
from kexie.areas.membership.queries.imports import COLUMNS
from kexie.areas.membership.tests import factories
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests.samples import Make, Sample, by


def _add() -> Sample:
    body = factories.body()
    typed = factories.typed(name="李工", joined_on="2024-03-01")
    return by(appointed(body), f"/organisations/{body.code}/members/add/", **typed)


def _change() -> Sample:
    member = factories.member()
    typed = factories.typed(name="李工", joined_on="2024-03-01", department="研发部", seen=member.revision)
    return by(appointed(member.organisation), f"/members/{member.code}/change/", **typed)


def _apply() -> Sample:
    body = factories.body()
    return by(persons.person(), f"/organisations/{body.code}/apply/", **factories.typed(accepts="on"))


def _of(row: Application, person: Person, page: str, **typed: Any) -> Sample:
    return by(person, f"/applications/{row.code}/{page}/", seen=row.revision, **typed)


def _amend() -> Sample:
    row = factories.returned()
    return _of(row, row.applicant, "amend", **factories.typed(accepts="on", department="研发部"))


def _withdraw() -> Sample:
    row = factories.application()
    return _of(row, row.applicant, "withdraw")


def _reviewed(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        row = factories.application()
        return _of(row, appointed(row.organisation, Role.REVIEWER), page, **typed)

    return make


def _ending(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        member = factories.member()
        typed_ = typed | {"seen": member.revision}
        return by(appointed(member.organisation), f"/members/{member.code}/{page}/", **typed_)

    return make


def _leave() -> Sample:
    person = persons.person()
    member = factories.own(person)
    return by(person, f"/memberships/{member.code}/leave/", seen=member.revision, reason="调动工作")


def _stay() -> Sample:
    person = persons.person()
    member = factories.leaving(person)
    return by(person, f"/memberships/{member.code}/stay/", seen=member.revision)


def _confirm_leaving() -> Sample:
    member = factories.leaving(persons.person())
    staff = appointed(member.organisation)
    return by(staff, f"/members/{member.code}/confirm_leaving/", seen=member.revision)


def _add_many() -> Sample:
    body = factories.body()
    upload = SimpleUploadedFile("名册.xlsx", sheets.write(COLUMNS, [factories.row()]))
    return by(appointed(body), f"/organisations/{body.code}/members/add_many/", rows=upload)


def _export() -> Sample:
    body = factories.member().organisation
    return by(appointed(body), f"/organisations/{body.code}/members/export/", category="technical")


def _claim() -> Sample:
    number = factories.identity()
    member = factories.member(identity=number)
    return by(persons.person(), "/memberships/claim/", name=member.name, identity=number)


def _ask() -> Sample:
    return by(factories.owner(), "/memberships/ask/")


def _claimed(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        row = factories.claim()
        return by(appointed(row.organisation), f"/claims/{row.code}/{page}/", seen=row.revision, **typed)

    return make


def _unclaim() -> Sample:
    member = factories.own(persons.person())
    staff = appointed(member.organisation)
    return by(staff, f"/members/{member.code}/unclaim/", seen=member.revision, reason="认错了人")


def _add_tag() -> Sample:
    body = factories.body()
    return by(appointed(body), f"/organisations/{body.code}/members/tags/add_tag/", name="青年会员")


def _tagging(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        row = factories.tagged(factories.member())
        return by(appointed(row.organisation), f"/members/tags/{row.code}/{page}/", seen=row.revision, **typed)

    return make


def _tag() -> Sample:
    member = factories.member()
    row = factories.tag(member.organisation)
    return by(appointed(row.organisation), f"/members/{member.code}/tag/", seen=member.revision, tags=[row.code])


def _tag_many() -> Sample:
    body = factories.member().organisation
    row = factories.tag(body)
    return by(appointed(body), f"/organisations/{body.code}/members/tag_many/", into=row.code)


SAMPLES: dict[str, Make] = {
    "membership:add": _add,
    "membership:change": _change,
    "membership:apply": _apply,
    "membership:amend": _amend,
    "membership:withdraw": _withdraw,
    "membership:return_": _reviewed("return_", reason="部门没有填", faults=["department"]),
    "membership:refuse": _reviewed("refuse", reason="不在本企业工作"),
    "membership:accept": _reviewed("accept"),
    "membership:add_many": _add_many,
    "membership:export": _export,
    "membership:claim": _claim,
    "membership:ask": _ask,
    "membership:confirm_claim": _claimed("confirm_claim"),
    "membership:refuse_claim": _claimed("refuse_claim", reason="不是本人"),
    "membership:unclaim": _unclaim,
    "membership:add_tag": _add_tag,
    "membership:change_tag": _tagging("change_tag", name="青年会员"),
    "membership:remove_tag": _tagging("remove_tag"),
    "membership:tag": _tag,
    "membership:tag_many": _tag_many,
    "membership:leave": _leave,
    "membership:stay": _stay,
    "membership:confirm_leaving": _confirm_leaving,
    "membership:depart": _ending("depart", departed_on="2026-11-01"),
    "membership:bury": _ending("bury", died_on="2026-11-01"),
    "membership:retire": _ending("retire", retired_on="2026-11-01"),
    "membership:expel": _ending("expel", ground="charter", decision="第三次全体会议", decided_on="2026-11-01"),
}
EXEMPT = {"membership:reveal": "shows numbers again each time it is asked for, and each showing is recorded"}
