"""Registrations that wait at the demonstration's review desks; bodies, people and proofs are made up."""

import io
from datetime import date, timedelta
from typing import Any

import segno
from django.db import transaction
from stdnum.cn import uscc

from kexie.areas.registrations import actions
from kexie.areas.registrations.models import Registration
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.demo import PASSWORD
from kexie.engines.files.rules import Upload
from kexie.foundation.people.actions import open_account
from kexie.foundation.people.models import Person
from kexie.foundation.regions.models import Region

# Who registers what, where, how many days ago; the first answer a place gives is a return where there is a reason.
ENTRIES: tuple[dict[str, Any], ...] = (
    {
        "applicant": ("applicant.yunxi", "示例·罗溪"),
        "days": 26,
        "region": "430603",
        "kind": "enterprise",
        "name": "示例云松新材料有限公司",
        "uscc": "91430603900000001",
    },
    {
        "applicant": ("applicant.park", "示例·彭园"),
        "days": 2,
        "region": "430603",
        "kind": "park",
        "name": "示例云溪松杨湖产业园",
    },
    {
        "applicant": ("applicant.society", "示例·廖学"),
        "days": 6,
        "region": "430603",
        "kind": "society",
        "name": "示例云溪化工学会",
        "uscc": "51430603900000002",
        "reason": "上传的证书看不清编号，请重新拍照；学会名称请与法人证书一致。",
        "faults": ("name", "proofs"),
    },
    {
        "applicant": ("applicant.port", "示例·罗港"),
        "days": 3,
        "region": "430603",
        "kind": "enterprise_association",
        "name": "示例云港检测有限公司科学技术协会",
        "said": {
            "host_name": "示例云港检测有限公司",
            "old_number": "示例云科协〔2018〕5号",
            "founded_on": date(2018, 6, 1),
            "chair": "示例·罗港",
        },
    },
    {
        "applicant": ("applicant.qixia", "示例·钱霞"),
        "days": 4,
        "region": "320113",
        "kind": "enterprise",
        "name": "示例栖霞智能装备有限公司",
        "uscc": "91320113900000003",
    },
)
REVIEWER = "yunxi"


@transaction.atomic
def load(*, by: Actor) -> int:
    """Send the registrations in, once; return how many."""
    if Registration.objects.exists():
        return 0
    for entry in ENTRIES:
        with clock.held(clock.now() - timedelta(days=entry["days"])):
            _submit(entry, by=by)
    return len(ENTRIES)


def _submit(entry: dict[str, Any], *, by: Actor) -> None:
    username, name = entry["applicant"]
    person = open_account(username, name=name, password=PASSWORD, by=by) or Person.objects.get(username=username)
    stem = entry.get("uscc", "")
    registration = actions.submit(
        kind=entry["kind"],
        name=entry["name"],
        region=Region.objects.get(pk=entry["region"]),
        uscc=f"{stem}{uscc.calc_check_digit(stem)}" if stem else "",
        contact=name,
        phone="000-12345678",
        proofs=[Upload("示例证明材料.png", "png", _picture(entry["name"]))],
        by=Actor(person=person.pk, name=person.name),
        **entry.get("said", {}),
    )
    if reason := entry.get("reason"):
        reviewer = Person.objects.get(username=REVIEWER)
        with clock.held(clock.now() + timedelta(days=1)):
            actions.return_(
                registration,
                seen=registration.revision,
                reason=reason,
                faults=entry["faults"],
                by=Actor(person=reviewer.pk, name=reviewer.name),
            )


def _picture(name: str) -> bytes:
    """Return a picture that says it is made up."""
    picture = io.BytesIO()
    segno.make(f"演示材料，纯属虚构：{name}").save(picture, kind="png", scale=6)
    return picture.getvalue()
