"""Survey stations of Hunan's association in the demonstration: panels, two waves, bulletins in each state; all made up.

The names begin with 示例.
"""

import json
from datetime import timedelta
from typing import Any

from django.db import transaction

from kexie.areas.membership import actions as membership
from kexie.areas.membership.models import Member
from kexie.areas.stations import actions
from kexie.areas.stations.models import Station
from kexie.areas.stations.rules import Sort, Stage
from kexie.areas.surveys import actions as surveys
from kexie.areas.surveys.models import Survey
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.demo import PASSWORD
from kexie.engines.questionnaires import actions as questionnaires
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.actions import open_account
from kexie.operation.demo.accounts import workplace
from kexie.operation.demo.surveys import DATA, answer_as

NAMES = ("陈岳", "李湖", "王云", "张岭", "刘澜", "周川", "吴衡", "徐远", "孙静", "罗敏", "郭宁", "何芳")
HOSTS = 3
BULLETINS = (  # how many days ago, of what sort, what was said, what came of it
    (
        38,
        Sort.PROBLEM,
        "示例：一线工程师职称评审材料重复提交",
        "多位工程师反映，评审时同一份业绩证明要交三次。建议各部门共用一份。",
        "2026 年第三季度",
        Stage.USED,
        "示例：已写入科技工作者状况季度报告，报送省委有关部门。",
    ),
    (
        20,
        Sort.APPEAL,
        "示例：青年科技工作者子女入托难",
        "厂区附近托位少，倒班的青年科技工作者接送困难。",
        "2026 年 10 月",
        Stage.RETURNED,
        "示例：请补充涉及的人数和厂区周边托位的情况。",
    ),
    (
        12,
        Sort.ADVICE,
        "示例：建议开放大型仪器共享预约",
        "园区内几家企业都有检测仪器，利用率不高，希望有统一的预约办法。",
        "",
        Stage.RECEIVED,
        "示例：已转有关处室研究。",
    ),
    (
        4,
        Sort.NEWS,
        "示例：催化剂中试装置一次开车成功",
        "科技人员连续奋战两个月，装置一次开车成功。",
        "",
        Stage.REPORTED,
        "",
    ),
    (1, Sort.PROBLEM, "示例：外文文献数据库访问不便", "正在了解情况，草稿。", "", Stage.DRAFT, ""),
)
WAVES = ((44, "activity", 0.9), (9, "needs", 0.6))  # how many days ago, with which questions, how many answer


@transaction.atomic
def load(*, by: Actor) -> int:
    """Name stations, let people agree, send two waves and report; return how many stations."""
    desk, first = workplace("hunan"), workplace("changling")
    if desk is None or first is None or Station.objects.exists():
        return 0
    with clock.held(clock.now() - timedelta(days=60)):
        stations = [_station(desk, host, by=by) for host in [first, *_others(desk, first)]]
        people = _panel(stations[0], by=by)
    for sent in WAVES:
        _wave(stations, people, sent, by=by)
    plan = json.loads(DATA.read_text(encoding="utf-8"))["plan"]["draft"]
    surveys.add(desk, draft={**plan, "title": "示例：站点明年工作计划征求意见"}, by=by)
    for bulletin in BULLETINS:
        _bulletin(stations[0], bulletin, by=by)
    questionnaires.fold()
    return len(stations)


def _others(desk: Organisation, first: Organisation) -> list[Organisation]:
    rows = Organisation.objects.live().under(desk).exclude(pk=first.pk)
    return list(rows.filter(kind__in=("enterprise_association", "park_association")).order_by("id")[: HOSTS - 1])


def _station(desk: Organisation, host: Organisation, *, by: Actor) -> Station:
    name = f"示例·{host.called}调查站点"[:60]
    since = clock.today()
    return actions.add(desk, host=host, name=name, focus="科技工作者的工作和生活", goal=20, since=since, by=by)


def _panel(station: Station, *, by: Actor) -> list[Actor]:
    """Let some with accounts become members and agree."""
    for place, name in enumerate(NAMES):
        called = f"示例·{name}"
        person = open_account(f"panel.{place + 1}", name=called, password=PASSWORD, by=by)
        if person is None:
            continue
        typed: dict[str, Any] = {"name": called, "mobile": f"1990002{place:04}", "category": "technical"}
        applicant = Actor(person=person.pk, name=called)
        application = membership.apply(station.host, accepts=True, **typed, by=applicant)
        membership.accept(application, seen=application.revision, by=by)
    own = Member.objects.on_roll().filter(organisation=station.host, person__username__startswith="panel.")
    people = [Actor(person=member.person_id, name=member.name) for member in own.order_by("id")]
    for who in people:
        actions.join(station, agrees=True, is_worker=True, by=who)
    return people


def _wave(stations: list[Station], people: list[Actor], sent: tuple[int, str, float], *, by: Actor) -> None:
    """Send the questions of a survey of the demonstration, and let some answer; the first wave is over."""
    desk, (days, name, share) = stations[0].organisation, sent
    given = json.loads(DATA.read_text(encoding="utf-8"))[name]
    title = {"needs": "示例：站点科技工作者需求调查", "activity": "示例：站点学术活动满意度调查"}[name]
    with clock.held(clock.now() - timedelta(days=days)):
        draft: Survey = surveys.add(desk, draft={**given["draft"], "title": title}, by=by)
        wave = actions.send(desk, survey=draft, stations=stations, by=by)
    with clock.held(clock.now() - timedelta(days=days - 2)):
        for person in people[: round(len(people) * share)]:
            answer_as(wave.survey, given, person)
    if days > 30:
        with clock.held(clock.now() - timedelta(days=days - 14)):
            surveys.close(wave.survey, by=by)


def _bulletin(station: Station, given: tuple[int, Sort, str, str, str, Stage, str], *, by: Actor) -> None:
    days, sort, title, text, period, stage, answer = given
    with clock.held(clock.now() - timedelta(days=days)):
        row = actions.write(station, sort=sort, title=title, text=text, period=period, by=by)
        if stage != Stage.DRAFT:
            row = actions.report(row, seen=row.revision, by=by)
    if stage not in {Stage.DRAFT, Stage.REPORTED}:
        with clock.held(clock.now() - timedelta(days=max(days - 3, 1))):
            actions.handle(row, outcome=stage, answer=answer, seen=row.revision, by=by)
