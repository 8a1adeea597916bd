"""Files of answers are opened by those who may read them; signatures after the answer was revealed."""

import re

import pytest

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests.factories import PDF
from kexie.engines.questionnaires import actions
from kexie.engines.questionnaires.models import Response
from kexie.engines.questionnaires.tests import attached
from kexie.engines.questionnaires.tests.illustrated import BY, png
from kexie.foundation.appointments.rules import Role
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-01", "SEC-06")]


def given(survey: Survey) -> Response:
    """An answer with a proof and a signature."""
    collection = survey.collection
    assert collection is not None
    proof = actions.attach(collection, question="proof", file=Upload("证书.pdf", "pdf", PDF), by=BY).file.code
    sign = actions.attach(collection, question="sign", file=Upload("签名.png", "png", png()), by=BY).file.code
    return factories.answered(survey, has="yes", proof=proof, sign=sign)


def address(response: Response, question: str) -> str:
    code = response.attachments.get(question=question).file.code
    return f"/responses/{response.pk.hex}/{code}/attachment/"


def test_readers_open_files_and_managers_signatures_for_a_reason() -> None:
    survey = factories.opened(items=attached.ITEMS)
    response = given(survey)
    leader = pages.browser(factories.staff(survey.organisation, Role.LEADER))
    shown = leader.get(f"/responses/{response.pk.hex}/response/").text
    assert (address(response, "proof") in shown, address(response, "sign") in shown) == (True, False)
    assert leader.get(address(response, "proof"))["Content-Type"] == "application/pdf"
    manager = pages.browser(factories.staff(survey.organisation))
    assert manager.get(address(response, "sign")).status_code == 404
    revealed = pages.send(manager, f"/responses/{response.pk.hex}/reveal/", reason="核对签名").text
    found = re.search(rf'{address(response, "sign")}\?pass=[^"]+', revealed)
    assert found
    assert manager.get(found[0])["Content-Type"] == "image/png"
    assert leader.get(found[0]).status_code == 404


def test_a_file_belongs_to_its_own_answer() -> None:
    survey = factories.opened(items=attached.ITEMS)
    first, second = given(survey), given(survey)
    manager = pages.browser(factories.staff(survey.organisation))
    code = first.attachments.get(question="proof").file.code
    assert manager.get(f"/responses/{second.pk.hex}/{code}/attachment/").status_code == 404
    assert manager.get("/responses/0/2222222222/attachment/").status_code == 404
