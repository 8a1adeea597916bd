"""An association's replies bear a seal from then on; those that were issued stay as they are."""

import io

import pytest
from PIL import Image, ImageDraw

from kexie.areas.establishment.models import Seal
from kexie.areas.establishment.queries import papers
from kexie.areas.establishment.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-10")]


def picture(kind: str = "PNG") -> bytes:
    drawn = Image.new("RGBA" if kind == "PNG" else "RGB", (420, 420))
    ImageDraw.Draw(drawn).ellipse((4, 4, 416, 416), outline=(200, 0, 0), width=12)
    made = io.BytesIO()
    drawn.save(made, kind)
    return made.getvalue()


def test_replies_bear_it_from_then_on() -> None:
    body = bodies.association("430603")
    browser = pages.browser(appointed(body, "secretary"))
    where = f"/organisations/{body.code}/change_seal/"
    before = factories.approved()
    assert "请选择印章图片" in pages.send(browser, where, seen=0).text
    refused = pages.send(browser, where, seen=0, seal=factories.file("印章.jpg", picture("JPEG")))
    assert refused.status_code == 422
    assert pages.send(browser, where, seen=0, seal=factories.file("印章.png", picture())).status_code == 303
    after = factories.approved()
    assert (papers.reply(before).seal, papers.reply(after).seal is not None) == (None, True)
    seal = Image.open(io.BytesIO(papers.reply(after).seal or b""))
    assert seal.convert("RGBA").getpixel((210, 210))[3] == 0, "its ground stays clear"  # type: ignore[index]
    pdf = pages.browser(after.applicant).get(f"/establishment/{after.code}/reply/")
    assert (pdf.status_code, pdf.content[:4]) == (200, b"%PDF")
    row = Seal.objects.get()
    assert pages.send(browser, where, seen=row.revision, remove="on").status_code == 303
    assert (papers.reply(factories.approved()).seal, papers.reply(after).seal is not None) == (None, True)
