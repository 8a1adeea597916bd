"""The forms of organisations, filled in; see tests/samples.py."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.directory import actions as directory
from kexie.areas.directory.queries import adding
from kexie.core import clock
from kexie.engines.files.tests import hostile
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Branch, Organisation, Post, Relation
from kexie.foundation.organisations.tests import factories
from tests.samples import Make, Sample, by

BY, SINCE = factories.BY, date(2026, 1, 1)
_numbers = count(1)


def _at(body: Organisation, page: str, **typed: Any) -> Sample:
    """A form of the body's own administrator."""
    return by(appointed(body), f"/organisations/{body.code}/{page}/", **typed)


def _above(body: Organisation, page: str, **typed: Any) -> Sample:
    """A form of the administrator of the city's association."""
    city = factories.association("430600")
    return by(appointed(city), f"/organisations/{body.code}/{page}/", **typed)


def _written(body: Organisation) -> str:
    return f"{body.name}（{body.code}）"


def _of_body(page: str, body: str = "enterprise_association", /, **typed: Any) -> Make:
    """The form of a fresh body's own staff."""
    return lambda: _at(factories.body(kind=body), page, **typed)


def _branch(body: Organisation) -> Branch:
    return actions.add_branch(body, kind=rules.BranchKind.BRANCH, name="研究院分会", founded_on=SINCE, by=BY)


def _post(body: Organisation) -> Post:
    return actions.fill_post(body, title=rules.Title.CHAIR, holder="王敏", since=SINCE, by=BY)


def _of_branch(page: str, **typed: Any) -> Make:
    return _of_part(lambda body: f"branches/{_branch(body).pk}/{page}", **typed)


def _of_post(page: str, **typed: Any) -> Make:
    return _of_part(lambda body: f"posts/{_post(body).pk}/{page}", **typed)


def _of_part(page: Callable[[Organisation], str], **typed: Any) -> Make:
    def make() -> Sample:
        body = factories.body()
        return _at(body, page(body), **typed)

    return make


def _add() -> Sample:
    county = factories.association("430603")
    name = f"云溪样本{next(_numbers)}号有限公司"
    return _at(county, "add", kind="enterprise", name=name, short_name="样本", region="云溪区", status="active")


def _move() -> Sample:
    body, other = factories.body("430603"), factories.association("430602")
    return _above(body, "move", seen=body.revision, superior=_written(other), region="岳阳楼区")


def _close() -> Sample:
    body = factories.body()
    return _above(body, "close", seen=body.revision, closed_on=str(clock.today()))


def _take_offline() -> Sample:
    return _above(factories.body(published=True), "take_offline", reason="电话有误")


def _change_term() -> Sample:
    body = factories.body()
    term = actions.add_term(body, number=1, starts_on=SINCE, ends_on=date(2031, 1, 1), by=BY)
    return _above(body, f"terms/{term.pk}/change_term", seen=0, starts_on="2026-02-01", ends_on="2031-02-01")


def _relate() -> Sample:
    federation, member = factories.body(kind="federation"), factories.body(published=True)
    given = {"edge": int(rules.Edge.MEMBER_OF), "object": _written(member), "since": "2026-01-01"}
    return _at(federation, "relate", **given, contact="王敏")


def _unrelate() -> Sample:
    federation = factories.body(kind="federation")
    relation = actions.relate(factories.body(), federation, edge=rules.Edge.MEMBER_OF, since=SINCE, by=BY)
    return _at(federation, f"links/{relation.pk}/unrelate", until="2026-07-01")


def _name_contact() -> Sample:
    park = factories.body(kind="park")
    association = factories.body(kind="park_association", host=park)
    relation = actions.relate(factories.body(kind="enterprise"), park, edge=rules.Edge.IN_PARK, by=BY)
    return _at(association, f"links/{relation.pk}/name_contact", seen=relation.revision, contact="王敏")


def _founded() -> Relation:
    joint, founder = factories.body(kind="joint_association"), factories.body(kind="enterprise")
    return actions.relate(founder, joint, edge=rules.Edge.CO_FOUNDER_OF, by=BY)


def _add_turn() -> Sample:
    made = _founded()
    given = {"founder": made.subject_id, "starts_on": "2027-01-01", "ends_on": "2028-01-01"}
    return _at(made.object, "add_turn", **given, holder="王总")


def _remove_turn() -> Sample:
    made = _founded()
    turn = actions.add_turn(
        made.object, founder=made.subject, starts_on=date(2027, 1, 1), ends_on=date(2028, 1, 1), by=BY
    )
    return _at(made.object, f"rounds/{turn.pk}/remove_turn")


def _tag() -> Sample:
    county, body = factories.association("430603"), factories.body()
    return _at(county, f"contacts/{body.code}/tag", tags="重点 联系")


def _of_group(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        body = factories.body()
        group = directory.add_group(body, name="常用", is_picked=False, by=BY)
        return _at(body, f"groups/{group.pk}/{page}", **typed)

    return make


def _of_task(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        body = factories.body(kind="federation")
        task = actions.agree_task(body, title="联合攻关", agreed_on=SINCE, by=BY)
        return _at(body, f"agreed/{task.pk}/{page}", **typed)

    return make


def _change_logo() -> Sample:
    logo = SimpleUploadedFile("徽标.png", hostile.picture(), content_type="image/png")
    return _at(factories.body(), "change_logo", seen=0, logo=logo)


ENTERPRISE = {"ownership": "state", "industry": "C25", "size": "large", "employees": 5000, "workers": 900}


def _export_subordinates() -> Sample:
    return _at(factories.association("430600"), "subordinates/export_subordinates", status="active")


def _add_many() -> Sample:
    content = sheets.write(adding.COLUMNS, [{"kind": "企业", "name": "示例机械有限公司"}])
    return _at(factories.association("430603"), "add_many", rows=SimpleUploadedFile("登记.xlsx", content))


SAMPLES: dict[str, Make] = {
    "directory:add": _add,
    "directory:add_many": _add_many,
    "directory:export": lambda: by(appointed(factories.body()), "/organisations/export/", listing="enterprise"),
    "directory:export_subordinates": _export_subordinates,
    "directory:change": _of_body(
        "change", "enterprise", seen=0, name="改名后的公司", short_name="改名", founded_on="1984-05-01"
    ),
    "directory:change_profile": _of_body(
        "change_profile", "enterprise", seen=0, **ENTERPRISE, party_organisation="党委", party_region="岳阳楼区"
    ),
    "directory:move": _move,
    "directory:close": _close,
    "directory:present": _of_body(
        "present",
        seen=0,
        introduction="我们的简介",
        highlights="第一条\n第二条",
        address="路口镇",
        postcode="414012",
        longitude="113.1",
        latitude="29.4",
        phone="0730-1234567",
        email="kexie@example.com",
        website="https://example.com/",
        released=["introduction"],
    ),
    "directory:change_logo": _change_logo,
    "directory:publish": _of_body("publish"),
    "directory:take_offline": _take_offline,
    "directory:add_branch": _of_body("add_branch", kind="study_group", name="催化学组", members=12, position=1),
    "directory:change_branch": _of_branch(
        "change_branch", seen=0, kind="branch", name="研究总院分会", founded_on="2026-01-02", members=3, position=2
    ),
    "directory:close_branch": _of_branch("close_branch", closed_on="2026-07-01"),
    "directory:export_contacts": _of_body("contacts/export_contacts", circle="superior"),
    "directory:tag": _tag,
    "directory:add_group": _of_body("add_group", "park_association", name="常用", circle="all"),
    "directory:change_group": _of_group("change_group", name="改名", circle="superior", seen=0),
    "directory:remove_group": _of_group("remove_group"),
    "directory:fill_post": _of_body(
        "fill_post", title=int(rules.Title.CHAIR), holder="李四", since="2026-01-01", until="2031-01-01", position=1
    ),
    "directory:change_post": _of_post("change_post", seen=0, holder="张三", since="2026-02-01", until="2031-02-01"),
    "directory:end_post": _of_post("end_post", until="2026-07-01"),
    "directory:add_term": _of_body("add_term", number=1, starts_on="2026-01-01", ends_on="2031-01-01"),
    "directory:change_term": _change_term,
    "directory:relate": _relate,
    "directory:unrelate": _unrelate,
    "directory:name_contact": _name_contact,
    "directory:add_turn": _add_turn,
    "directory:remove_turn": _remove_turn,
    "directory:agree_task": _of_body("agree_task", "federation", title="联合攻关", agreed_on="2026-03-01"),
    "directory:change_task": _of_task("change_task", seen=0, title="联合攻关二期", agreed_on="2026-03-02"),
    "directory:complete_task": _of_task("complete_task", done_on="2026-07-01", result="样机一台"),
}
EXEMPT = {
    "directory:reveal_contact": "shows a number again each time it is asked for, and each showing is recorded",
    "directory:card": "gives a file and changes nothing",
    "directory:cards": "gives a file again each time it is asked for, and each giving is recorded",
}
