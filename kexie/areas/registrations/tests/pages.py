"""What a browser sends to the pages of registrations."""

from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kexie.areas.registrations.tests import factories
from kexie.foundation.people.models import Person

_keys = count(1)


def browser(person: Person | None) -> Client:
    """A browser in which a person has signed in."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def form(**given: Any) -> dict[str, Any]:
    """A form with a fresh key."""
    return {"form_key": f"a-key-of-a-registration-{next(_keys):06d}", **given}


def filled(**given: Any) -> dict[str, Any]:
    """The form of an enterprise of 云溪区, filled in."""
    return (
        form(
            kind="enterprise",
            name="云溪化工有限公司",
            uscc=factories.uscc(),
            region_1="430000",
            region_2="430600",
            region_3="430603",
            contact="罗溪",
            phone="138 0000 5678",
            proofs=file(),
        )
        | given
    )


def file(name: str = "营业执照.pdf", content: bytes = factories.PDF) -> SimpleUploadedFile:
    """A file as it is sent."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")
