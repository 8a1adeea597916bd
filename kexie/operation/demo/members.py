"""Members of 长岭炼化's association in the demonstration, and applications that wait there; all made up.

The names begin with 示例, the telephone numbers with 1990001: nobody is reached by them.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from kexie.areas.membership import actions
from kexie.areas.membership.models import Member
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.demo import PASSWORD
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.actions import open_account
from kexie.foundation.people.models import Person
from kexie.operation.demo.accounts import workplace

SURNAMES = "陈 李 王 张 刘 单 曾 仇 解 查 任 区 朴 翟 欧阳 尉迟 周 吴 徐 孙".split()
GIVEN = "岳湖云岭澜川衡远静敏宁芳志浩兰涛博雅琪晨"
DEPARTMENTS = ("炼油一部", "炼油二部", "催化剂研究所", "设备管理部", "信息中心", "安全环保部")
DISCIPLINES = ("石油炼制", "催化材料", "过程控制", "机械设备", "信息技术", "安全工程")
SORTS = (  # category, rank, education
    ("technical", "senior", "doctor"),
    ("technical", "associate", "master"),
    ("technical", "middle", "bachelor"),
    ("technical", "junior", "bachelor"),
    ("managerial", "middle", "master"),
    ("skilled", "senior_skilled", "college"),
    ("skilled", "skilled", "college"),
)
NUMBER = 60
RETIRED = ((5, date(2026, 3, 31)), (8, date(2022, 6, 30)))  # the second one's years are over
DEPARTED = ((20, date(2026, 5, 15)),)
TAGS: dict[str, dict[str, Any]] = {
    "炼油学组": {"department__startswith": "炼油"},
    "信息化学组": {"discipline": "信息技术"},
    "青年会员": {"birth_year__gte": 1990},
    "金牌讲师": {"number__in": [3, 11, 23, 42]},
}
LEAVING = ("member.leaving", "示例·孙兰")
REVIEWER = "changling.secretary"
CLAIMANT = ("member.claiming", "示例·王湖", 2)  # an account with the number of the member in this place
# Who applies, how many days ago; what is returned bears a reason.
APPLICANTS: tuple[dict[str, Any], ...] = (
    {
        "username": "applicant.he",
        "name": "示例·何川",
        "days": 24,
        "statement": "从事催化剂研究十年，愿意参加学术交流。",
    },
    {"username": "applicant.guo", "name": "示例·郭静", "days": 3, "statement": ""},
    {"username": "applicant.luo", "name": "示例·罗浩", "days": 6, "reason": "请补充所在部门，并写明职称。"},
)


@transaction.atomic
def load(*, by: Actor) -> int:
    """Enter the members and send the applications in, once; return how many members."""
    body = workplace("changling")
    if body is None or Member.objects.exists():
        return 0
    for place in range(NUMBER):
        actions.add(body, **_member(place), by=by)
    _join(body)
    _end(body, by=by)
    _claim(by=by)
    _tag(body, by=by)
    for place, entry in enumerate(APPLICANTS):
        with clock.held(clock.now() - timedelta(days=entry["days"])):
            _apply(body, place, entry, by=by)
    return NUMBER + 2


def _member(place: int) -> dict[str, Any]:
    category, rank, education = SORTS[place % len(SORTS)]
    second = GIVEN[(place * 11 + 3) % len(GIVEN)] if place % 3 else ""
    return {
        "name": f"示例·{SURNAMES[place % len(SURNAMES)]}{GIVEN[(place * 7) % len(GIVEN)]}{second}",
        "sex": "mf"[place % 3 == 1],
        "birth_year": 1966 + (place * 13) % 36,
        "mobile": f"1990001{place:04}",
        "department": DEPARTMENTS[place % len(DEPARTMENTS)],
        "post": "工程师" if category == "technical" else "",
        "category": category,
        "rank": rank,
        "education": education,
        "discipline": DISCIPLINES[place % len(DISCIPLINES)],
        "joined_on": date(2019 + place % 7, 1 + place % 12, 1 + place % 28),
    }


def _join(body: Organisation) -> None:
    """Let the demonstration's member apply and be accepted, so that there is a card to show."""
    person = Person.objects.get(username="member")
    with clock.held(clock.now() - timedelta(days=30)):
        typed = _member(NUMBER) | {"name": person.name[:60]}
        _ = typed.pop("joined_on")
        application = actions.apply(body, accepts=True, **typed, by=_actor(person))
        actions.accept(application, seen=application.revision, by=_actor(Person.objects.get(username=REVIEWER)))


def _end(body: Organisation, *, by: Actor) -> None:
    """Let some have retired or left the enterprise, and one wait for the confirmation that he leaves."""
    roll = {member.number: member for member in Member.objects.filter(organisation=body)}
    for number, day in RETIRED:
        actions.retire(roll[number], seen=roll[number].revision, retired_on=day, by=by)
    for number, day in DEPARTED:
        actions.depart(roll[number], seen=roll[number].revision, departed_on=day, by=by)
    username, name = LEAVING
    person = open_account(username, name=name, password=PASSWORD, by=by) or Person.objects.get(username=username)
    typed = _member(NUMBER + 9) | {"name": name}
    _ = typed.pop("joined_on")
    with clock.held(clock.now() - timedelta(days=40)):
        application = actions.apply(body, accepts=True, **typed, by=_actor(person))
        secretary = _actor(Person.objects.get(username=REVIEWER))
        member = actions.accept(application, seen=application.revision, by=secretary)
    actions.leave(member, seen=member.revision, reason="调到外地工作。", by=_actor(person))


def _tag(body: Organisation, *, by: Actor) -> None:
    """Name some groups, and put members into them by what they do."""
    roll = Member.objects.filter(organisation=body)
    for name, chosen in TAGS.items():
        actions.tag_many(body, roll.filter(**chosen), name=name, by=by)


def _claim(*, by: Actor) -> None:
    """Let an account ask for an entry with its number, so that a claim waits."""
    username, name, place = CLAIMANT
    mobile = f"1990001{place:04}"
    person = open_account(username, name=name, password=PASSWORD, mobile=mobile, by=by)
    claimant = person or Person.objects.get(username=username)
    actions.ask(claimant, by=_actor(claimant))


def _apply(body: Organisation, place: int, entry: dict[str, Any], *, by: Actor) -> None:
    username, name = entry["username"], entry["name"]
    person = open_account(username, name=name, password=PASSWORD, by=by) or Person.objects.get(username=username)
    typed = _member(NUMBER + 1 + place) | {"name": name, "statement": entry.get("statement", "")}
    _ = typed.pop("joined_on")
    application = actions.apply(body, accepts=True, **typed, by=_actor(person))
    if reason := entry.get("reason"):
        with clock.held(clock.now() + timedelta(days=1)):
            actions.return_(
                application,
                seen=application.revision,
                reason=reason,
                faults=["department", "rank"],
                by=_actor(Person.objects.get(username=REVIEWER)),
            )


def _actor(person: Person) -> Actor:
    return Actor(person=person.pk, name=person.name)
