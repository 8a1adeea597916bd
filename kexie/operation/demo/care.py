"""What members of 长岭炼化's association agreed to in the demonstration, letters and visits; all made up."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from kexie.areas.care import actions
from kexie.areas.care.models import Consent
from kexie.areas.care.rules import Purpose, Sort
from kexie.areas.membership.models import Member
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.operation.demo.accounts import workplace
from kexie.operation.demo.establishment import picture

SECRETARY = "changling.secretary"
VISITS = (  # how many days ago, for what, what was found
    (41, Sort.VISIT, "到班组看望，了解倒班后的休息和子女入学情况，答应联系园区学校。（示例）"),
    (27, Sort.HELP, "申报高级技师缺近三年的业绩证明，帮助到档案室补齐，已经交到评审办公室。（示例）"),
    (12, Sort.CONDOLENCE, "手术后在家休养，送去慰问品；下月复查，到时再联系。（示例）"),
    (3, Sort.VISIT, "新到催化剂研究所，介绍科协的学组和青年论坛，愿意参加十二月的报告会。（示例）"),
)
TITLE = "示例：秋季学术活动回顾"
TEXT = "各位会员：\n\n感谢大家参加秋季学术活动。\n\n有好的建议，请随时告诉秘书处。（本信为演示用的示例。）"


@transaction.atomic
def load(*, by: Actor) -> int:
    """Let those members who have accounts agree, one of them to a greeting this week; return how many consents."""
    body = workplace("changling")
    if body is None or Consent.objects.exists():
        return 0
    soon = clock.today() + timedelta(days=1)
    people = Member.objects.on_roll().filter(organisation=body, person__isnull=False).select_related("person")
    for place, member in enumerate(people.order_by("number")):
        who = Actor(person=member.person_id, name=member.name)
        greeted: dict[str, Any] = {"birthday": True, "month": soon.month, "day": soon.day} if place == 0 else {}
        actions.change(member, letters=True, visits=place == 0, **greeted, by=who)
    if Consent.objects.exists():
        actions.write(body, title=TITLE, text=TEXT, by=by)
    secretary = Person.objects.filter(username=SECRETARY).first()
    who = Actor(person=secretary.pk, name=secretary.name) if secretary else by
    _agree(body, by=who)
    _visit(body, by=who)
    return Consent.objects.count()


def _agree(body: Organisation, *, by: Actor) -> None:
    """Record the sheets of some without accounts, two months ago; one of them has a birthday this month."""
    today = clock.today()
    without = Member.objects.on_roll().filter(organisation=body, person=None).order_by("number")
    for place, member in enumerate(without[: len(VISITS)]):
        scan = Upload("同意书（示例）.png", "png", picture(f"{member.name}的同意书"))
        greeted: dict[str, Any] = {"birthday": True, "month": today.month, "day": 12 + place} if place < 2 else {}
        with clock.held(clock.now() - timedelta(days=60)):
            signed = clock.today()
            actions.add_agreement(body, number=member.number, on=signed, scan=scan, visits=True, **greeted, by=by)


def _visit(body: Organisation, *, by: Actor) -> None:
    """Write down some visits of the last weeks to those who agreed."""
    agreed = Consent.objects.holding().to(Purpose.VISITS).filter(member__organisation=body).order_by("member__number")
    for (days, sort, note), consent in zip(VISITS, agreed.select_related("member"), strict=False):
        with clock.held(clock.now() - timedelta(days=days)):
            number = consent.member.number
            actions.add_visit(body, number=number, sort=sort, on=clock.today(), note=note, by=by)
