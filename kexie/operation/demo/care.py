"""What members of 长岭炼化's association agreed to in the demonstration, and a letter to them; all made up."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from kexie.areas.care import actions
from kexie.areas.care.models import Consent
from kexie.areas.membership.models import Member
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.operation.demo.accounts import workplace

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
        actions.change(member, letters=True, **greeted, by=who)
    if Consent.objects.exists():
        actions.write(body, title=TITLE, text=TEXT, by=by)
    return Consent.objects.count()
