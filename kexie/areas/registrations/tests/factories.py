"""Registrations for tests, sent in as in life, and files to prove them with."""

import io
from datetime import date
from itertools import count
from typing import Any

import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from stdnum.cn import uscc as number

from kexie.areas.registrations import actions
from kexie.areas.registrations.models import Registration
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests import hostile
from kexie.foundation.organisations.rules import GRASSROOTS
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.regions.models import Region
from tests import pages

PDF = hostile.pdf()
_numbers = count(1)


def png() -> bytes:
    """A picture."""
    picture = io.BytesIO()
    segno.make("证明").save(picture, kind="png")
    return picture.getvalue()


def uscc(prefix: str = "91430603") -> str:
    """A code that is right in form and new each time."""
    stem = f"{prefix}{next(_numbers):09d}"
    return f"{stem}{number.calc_check_digit(stem)}"


def by(person: Person) -> Actor:
    """The person as an actor."""
    return Actor(person=person.pk, name=person.name)


def origin(kind: str, day: Any) -> dict[str, Any]:
    """What a body that was founded already says of it; units say nothing of the kind."""
    return {"old_number": "云科协〔2019〕3号", "founded_on": day, "chair": "罗溪"} if kind in GRASSROOTS else {}


def typed(**given: Any) -> dict[str, Any]:
    """What an enterprise of 云溪区 says of itself."""
    return {
        **origin(given.get("kind", "enterprise"), date(2019, 5, 6)),
        "kind": "enterprise",
        "name": f"云溪测试{next(_numbers)}号有限公司",
        "uscc": uscc(),
        "region": Region.objects.get(pk="430603"),
        "contact": "罗溪",
        "phone": "13800005678",
        "proofs": [Upload("营业执照.pdf", "pdf", PDF)],
        **given,
    }


def filled(**given: Any) -> dict[str, Any]:
    """The form of an enterprise of 云溪区, filled in."""
    given = {
        **origin(given.get("kind", "enterprise"), "2019-05-06"),
        "kind": "enterprise",
        "name": "云溪化工有限公司",
        "uscc": uscc(),
        "region_1": "430000",
        "region_2": "430600",
        "region_3": "430603",
        "contact": "罗溪",
        "phone": "138 0000 5678",
        "proofs": file(),
        **given,
    }
    return pages.form(**given)


def file(name: str = "营业执照.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as it is sent."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def registration(applicant: Person | None = None, **given: Any) -> Registration:
    """A registration that waits at the desk of its place, which exists."""
    region = given.get("party_region") or given.get("region") or Region.objects.get(pk="430603")
    bodies.association(region.pk)
    return actions.submit(**typed(**given), by=by(applicant or persons.person(name="罗溪")))


def returned(applicant: Person | None = None, **given: Any) -> Registration:
    """A registration that was returned."""
    made = registration(applicant, **given)
    reviewer = persons.person(name="审核人")
    return actions.return_(made, seen=made.revision, reason="执照看不清", faults=["proofs"], by=by(reviewer))
