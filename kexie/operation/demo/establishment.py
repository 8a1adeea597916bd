"""Foundings at every stage at the demonstration's review desks; bodies, people and papers are made up."""

import io
from datetime import date, timedelta
from typing import Any

import segno
from django.db import transaction

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.rules import CONSENTED, CONSORTIUM, FEDERATION, JOINT, Assembly
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.demo import PASSWORD
from kexie.engines.files.rules import Upload
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.actions import open_account
from kexie.foundation.people.models import Person
from kexie.foundation.regions.models import Region

# Nanjing files, so that both regimes are seen; the others approve, Yunxi within fifteen working days.
PROCEDURES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("320100", {"regime": "filing", "days": 10}),
    ("430603", {"days": 15}),
)
# Who founds where, and what was done how many days ago; `leaves` is the material that is not handed in.
ENTRIES: tuple[dict[str, Any], ...] = (
    {"who": ("founder.preparing", "示例·欧阳溪"), "place": "430603", "found": 6, "leaves": "plan"},
    {"who": ("founder.waiting", "示例·夏云"), "place": "430603", "found": 12, "submit": 2},
    {"who": ("founder.late", "示例·姚溪"), "place": "430603", "found": 60, "submit": 45},
    {"who": ("founder.returned", "示例·邓松"), "place": "430603", "found": 20, "submit": 9, "return_": 4},
    {"who": ("founder.approved", "示例·谭湖"), "place": "430603", "found": 40, "submit": 26, "approve": 12},
    {"who": ("founder.fresh", "示例·曹岭"), "place": "430603", "found": 70, "submit": 55, "approve": 44, "hold": 24},
    {
        "who": ("founder.done", "示例·段陵"),
        "place": "430603",
        "found": 150,
        "submit": 130,
        "approve": 118,
        "hold": 100,
        "report": 90,
    },
    {"who": ("founder.park", "示例·石杨"), "place": "430603", "found": 15, "submit": 3, "park": "示例云溪绿色化工园"},
    {"who": ("founder.filing", "示例·顾宁"), "place": "320113", "found": 25, "hold": 8, "submit": 5},
)
# What several units found together: who leads, how many are asked, and how many of those have said yes.
TOGETHER: tuple[dict[str, Any], ...] = (
    {"who": ("founder.joint", "示例·万溪"), "kind": JOINT, "name": "示例云溪新材料企业联合科协", "asked": 2, "yes": 1},
    {
        "who": ("founder.federation", "示例·岳楼"),
        "kind": FEDERATION,
        "name": "示例岳阳石化行业企业科协联合会",
        "asked": 3,
        "yes": 3,
        "desk": "430600",
        "submit": 4,
    },
    {
        "who": ("founder.consortium", "示例·洞庭"),
        "kind": CONSORTIUM,
        "name": "示例绿色催化企业科技联合体",
        "asked": 3,
        "yes": 3,
        "desk": "430600",
        "submit": 30,
        "approve": 20,
        "hold": 9,
    },
)
REVIEWERS = {"430600": "yueyang", "430603": "yunxi", "320113": "qixia"}
STEPS = ("hold", "submit", "return_", "approve", "hold", "report")


@transaction.atomic
def load(*, by: Actor) -> int:
    """Let the foundings come as far as they are told, once; return how many."""
    if Case.objects.exists():
        return 0
    for region, given in PROCEDURES:
        body = Organisation.objects.live().associations().get(region=region)
        settings = {"regime": "", "days": None, "asked": None, "extra": (), **given}
        actions.change_procedure(body, "enterprise_association", **settings, seen=0, by=by)
    for entry in ENTRIES:
        _bring(entry, by=by)
    _sanction()
    for together in TOGETHER:
        _bring_together(together, by=by)
    _lightly(by=by)
    return len(ENTRIES) + len(TOGETHER)


def _sanction() -> None:
    """Let Yunxi order one of its bodies to rectify."""
    reviewer = _actor(Person.objects.get(username=REVIEWERS["430603"]))
    bodies = Organisation.objects.live().filter(kind="enterprise_association", region="430603", founding=None)
    body = bodies.filter(name__startswith="示例", status="active").order_by("id").first()
    if body is None or body.superior is None:
        return
    with clock.held(clock.now() - timedelta(days=20)):
        actions.sanction(
            body,
            body.superior,
            measure="rectify",
            ground="slack",
            is_grave=False,
            facts="近两年没有召开委员会会议，也没有开展活动（演示内容，纯属虚构）。",
            number=f"示例云科协处〔{clock.today().year}〕1号",
            issued_on=clock.today(),
            due=clock.today() + timedelta(days=60),
            appeal="对本决定有异议的，可以向上一级科协书面提出申诉。",
            evidence=Upload("检查记录（示例）.png", "png", picture("检查记录")),
            by=reviewer,
        )


def _bring(entry: dict[str, Any], *, by: Actor) -> None:
    now = clock.now()
    with clock.held(now - timedelta(days=entry["found"])):
        host = _host(entry, by=by)
        founder = _founder(entry, host, by=by)
        case = _found(entry, host, founder)
    reviewer = _actor(Person.objects.get(username=REVIEWERS[entry["place"]]))
    done: set[str] = set()
    for step in STEPS:
        if step in entry and step not in done and not (step == "hold" and "approve" in entry and "approve" not in done):
            with clock.held(now - timedelta(days=entry[step])):
                case.refresh_from_db()
                _do(step, case, founder, reviewer)
            done.add(step)


def _host(entry: dict[str, Any], *, by: Actor) -> Organisation:
    """Return the entry's park, or the first enterprise of the place without an association."""
    region = Region.objects.get(pk=entry["place"])
    superior = Organisation.objects.live().associations().get(region=region)
    if name := entry.get("park"):
        return organisations.add(superior, kind="park", name=name, region=region, by=by)
    free = Organisation.objects.live().filter(kind="enterprise", superior=superior, name__startswith="示例")
    # Those that founded a joint association together do not found one each.
    chosen = free.filter(relations_to=None, relations=None).order_by("id").first()
    return chosen or organisations.add(
        superior, kind="enterprise", name=f"示例{entry['who'][1][-1]}科技有限公司", region=region, by=by
    )


def _lightly(*, by: Actor) -> None:
    """Let Yunxi have two workstations and two liaison officers, one of each not yet confirmed."""
    region = Region.objects.get(pk="430603")
    superior = Organisation.objects.live().associations().get(region=region)
    reviewer, group = _actor(Person.objects.get(username="yunxi")), {"leader": "示例·罗云", "leader_post": "技术部主任"}
    names = [f"示例云港{word}有限公司" for word in ("物流", "仓储", "检测", "装备", "环保")]
    units = [organisations.add(superior, kind="enterprise", name=name, region=region, by=by) for name in names]
    founder = _founder({"who": ("founder.light", "示例·罗云")}, units[0], by=by)
    for days, unit in ((30, units[0]), (3, units[1])):
        with clock.held(clock.now() - timedelta(days=days)):
            case = actions.station(unit, name=f"{unit.name}科协工作站", members="", **group, by=founder)
        if days > 20:
            with clock.held(clock.now() - timedelta(days=days - 6)):
                case = actions.admit(case, seen=case.revision, by=reviewer)
            _voices(case, founder, reviewer)
    for unit, is_confirmed in ((units[3], True), (units[4], False)):
        appointments.appoint(
            Person.objects.get(pk=founder.person or 0), role=Role.ADMINISTRATOR, organisation=unit, by=by
        )
        row = actions.liaise(unit, name="示例·罗云", post="技术部主任", phone="0730-0000000", by=founder)
        if is_confirmed:
            actions.confirm(row, seen=row.revision, by=reviewer)


def _voices(case: Case, founder: Actor, reviewer: Actor) -> None:
    """Let the workstation forward two things, one of them answered."""
    station = Organisation.objects.get(pk=case.body_id)
    said = "希望有人讲一讲仓库防火的新标准（演示内容，纯属虚构）。"
    row = actions.forward(station, kind="need", said_by="示例·罗云", words=said, by=founder)
    actions.answer(row, answer="下月的安全讲座已列入这个题目（虚构）。", seen=row.revision, by=reviewer)
    said = "建议给小企业的技术人员多安排晚间的培训（演示内容，纯属虚构）。"
    actions.forward(station, kind="opinion", said_by="示例·方敏", words=said, by=founder)


def _bring_together(entry: dict[str, Any], *, by: Actor) -> None:
    """Let a few of Yunxi's enterprises found a body together; their people are made up like the rest."""
    now, region = clock.now(), Region.objects.get(pk="430603")
    superior = Organisation.objects.live().associations().get(region=region)
    names = [f"示例{entry['name'][4:6]}{word}有限公司" for word in ("甲", "乙", "丙", "丁")[: entry["asked"] + 1]]
    units = [organisations.add(superior, kind="enterprise", name=name, region=region, by=by) for name in names]
    with clock.held(now - timedelta(days=40)):
        founder = _founder(entry, units[0], by=by)
        case = _united(entry, units, founder)
    for row in case.partners.filter(is_lead=False)[: entry["yes"]]:
        with clock.held(now - timedelta(days=35)):
            said = {"answer": CONSENTED, "consent_by": f"{row.organisation.name}管理层（虚构）", "reason": ""}
            actions.consent(row, **said, seen=row.revision, by=founder)
    reviewer = _actor(Person.objects.get(username=REVIEWERS[entry.get("desk", "430603")]))
    for step in ("submit", "approve", "hold"):
        if step in entry:
            with clock.held(now - timedelta(days=entry[step])):
                case.refresh_from_db()
                _do(step, case, founder, reviewer)


def _united(entry: dict[str, Any], units: list[Organisation], founder: Actor) -> Case:
    group: dict[str, Any] = {"leader": founder.name, "leader_post": "总经理", "members": "示例·方敏 技术中心主任"}
    desk = Organisation.objects.live().associations().get(region=entry.get("desk", "430603"))
    kind = entry["kind"]
    basis: dict[str, Any] = {"basis": "industry", "industry": "C"} if kind == FEDERATION else {}
    said = f"{units[0].name}管理层（虚构）"
    case = actions.unite(
        units[0], kind, name=entry["name"], desk=desk.code, consent_by=said, **group, **basis, by=founder
    )
    for unit in units[1:]:
        case.refresh_from_db()
        actions.invite(case, partner=unit, duty="", seen=case.revision, by=founder)
    case.refresh_from_db()
    rows = list(case.partners.all())
    duties = dict(zip((row.pk for row in rows), ("统筹联络", "学术交流", "技术培训", "成果推广"), strict=False))
    order = {row.pk: place for place, row in enumerate(rows, 1)}
    case = actions.assign(
        case, duties=duties, order=order, turn_months=12 if case.has_turns else None, seen=case.revision, by=founder
    )
    case = actions.prepare(case, **group, workers=72 if case.has_turns else None, seen=case.revision, by=founder)
    for material in case.materials.all():
        case.refresh_from_db()
        file = Upload(f"{material.label}（示例）.png", "png", picture(f"{case.body.name}：{material.label}"))
        actions.upload(material, file=file, seen=case.revision, by=founder)
    case.refresh_from_db()
    return case


def _founder(entry: dict[str, Any], host: Organisation, *, by: Actor) -> Actor:
    username, name = entry["who"]
    person = open_account(username, name=name, password=PASSWORD, by=by) or Person.objects.get(username=username)
    appointments.appoint(person, role=Role.ADMINISTRATOR, organisation=host, by=by)
    return _actor(person)


def _actor(person: Person) -> Actor:
    return Actor(person=person.pk, name=person.name)


def _found(entry: dict[str, Any], host: Organisation, founder: Actor) -> Case:
    group: dict[str, Any] = {
        "leader": founder.name,
        "leader_post": "总工程师",
        "members": "示例·方敏 技术中心主任\n示例·洪江 生产部副部长\n示例·龙泉 工会干事",
    }
    case = actions.found(host, name=f"{host.name}科学技术协会", has_party=True, **group, by=founder)
    said: dict[str, Any] = {
        "workers": 86,
        "consent_by": f"中共{host.name}委员会（虚构）",
        "consented_on": None if entry.get("leaves") else clock.today(),
    }
    case = actions.prepare(case, **group, **said, seen=case.revision, by=founder)
    for material in case.materials.exclude(key=entry.get("leaves", "")):
        case.refresh_from_db()
        file = Upload(f"{material.label}（示例）.png", "png", picture(f"{host.name}：{material.label}"))
        actions.upload(material, file=file, seen=case.revision, by=founder)
    return case


def _do(step: str, case: Case, founder: Actor, reviewer: Actor) -> None:
    today, seen = clock.today(), case.revision
    match step:
        case "submit":
            actions.submit(case, seen=seen, by=founder)
        case "return_":
            charter = case.materials.get(key="charter")
            remarks = {charter.pk: "草案没有写经费的来源和用途，请补上这一章。"}
            actions.return_(case, remarks=remarks, reason="", seen=seen, by=reviewer)
        case "approve":
            number = f"示例云科协〔{today.year}〕{case.pk}号"
            actions.approve(case, number=number, issued_on=today, signed_by="示例·周溪", seen=seen, by=reviewer)
        case "hold":
            _hold(case, today, founder)
        case _:
            files: dict[str, Any] = {
                key: Upload(f"{label}（示例）.png", "png", picture(label))
                for key, label in (("result", "选举结果"), ("charter", "章程"))
            }
            actions.report(case, **files, seen=seen, by=founder)


def _hold(case: Case, today: date, founder: Actor) -> None:
    actions.hold(
        case,
        congress_on=today,
        assembly=Assembly.PLENARY,
        term_years=5,
        chair=founder.name,
        seats=7,
        seen=case.revision,
        by=founder,
    )


def picture(text: str) -> bytes:
    """Return a picture that says it is made up."""
    picture = io.BytesIO()
    segno.make(f"演示材料，纯属虚构：{text}").save(picture, kind="png", scale=6)
    return picture.getvalue()
