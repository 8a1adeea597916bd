"""A file is sent while somebody answers: looked through by its content, and told under which code it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.core import clock
from kexie.engines.questionnaires.models import Attachment, Response
from kexie.engines.questionnaires.tests import attached
from kexie.foundation.people.rules import Counted, Limit
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-01", "SEC-04")]


def attach(survey: Survey, file: Any, question: str = "proof", browser: Client | None = None) -> Any:
    typed = {"question": question, "file": file}
    return pages.send(browser or pages.browser(), f"/surveys/{survey.code}/attach/", **typed)


def test_a_visitor_sends_a_file_and_then_the_answer() -> None:
    survey = factories.opened(items=attached.ITEMS)
    told = attach(survey, attached.pdf()).json()
    assert told["name"] == "证书.pdf"
    page = f"/surveys/{survey.code}/answer/"
    refused = pages.send(pages.browser(), page, **{"a.has": "maybe", "a.proof": told["code"]})
    assert (refused.status_code, f'value="{told["code"]}"><span data-named>证书.pdf' in refused.text) == (422, True)
    assert pages.send(pages.browser(), page, **{"a.has": "yes", "a.proof": told["code"]}).status_code == 303
    row = Attachment.objects.get()
    assert (row.response, row.file.person) == (Response.objects.get(), None)


@pytest.mark.parametrize(
    ("file", "question", "words"),
    [
        (SimpleUploadedFile("证书.pdf", b"MZ\x90\x00 program"), "proof", "不是 PDF"),
        (SimpleUploadedFile("证书.exe", b"MZ\x90\x00 program"), "proof", "这里只收"),
        (attached.pdf(more=1024**2), "proof", "超过 1 MB"),
        (attached.pdf(), "photo", "这里只收"),
        (SimpleUploadedFile("空.pdf", b""), "proof", "是空文件"),
        (attached.pdf(), "has", "这道题不收文件"),
    ],
)
def test_what_is_not_taken_is_told(file: SimpleUploadedFile, question: str, words: str) -> None:
    file.seek(0)
    answer = attach(factories.opened(items=attached.ITEMS), file, question)
    assert (answer.status_code, words in answer.json()["sentence"]) == (422, True)
    assert not Attachment.objects.exists()


@pytest.mark.spec("FRM-07")
def test_only_who_may_answer_sends_files() -> None:
    locked = factories.opened(items=attached.ITEMS, password="yueyang")
    assert "请先输入口令" in attach(locked, attached.pdf()).json()["sentence"]
    members = factories.opened(items=attached.ITEMS, closes_at=None)
    Survey.objects.filter(pk=members.pk).update(audience="members")
    stranger = pages.browser(persons.person())
    assert "只给发布单位的会员" in attach(members, attached.pdf(), browser=stranger).json()["sentence"]
    late = factories.opened(items=attached.ITEMS, closes_at=clock.now() + timedelta(days=1))
    with clock.held(clock.now() + timedelta(days=1)):
        assert "已经结束" in attach(late, attached.pdf()).json()["sentence"]


def test_files_go_with_the_whole_form_where_no_script_runs() -> None:
    survey = factories.opened(items=attached.ITEMS)
    page = f"/surveys/{survey.code}/answer/"
    several = {"a.has": "yes", "f.proof": [attached.pdf(f"{at}.pdf") for at in range(3)]}
    refused = pages.send(pages.browser(), page, **several)
    assert (refused.status_code, "最多上传 2 个文件" in refused.text) == (422, True)
    assert not Attachment.objects.exists()
    given = {"a.has": "yes", "f.proof": attached.pdf(), "f.photo": attached.png()}
    assert pages.send(pages.browser(), page, **given).status_code == 303
    response = Response.objects.get()
    assert {row.question: row.file.name for row in response.attachments.all()} == {
        "proof": "证书.pdf",
        "photo": "照片.png",
    }


def test_a_network_sends_so_many_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = factories.opened(items=attached.ITEMS)
    limits = {Counted.ADDRESS: Limit(free=1, most=1, minutes=60)}
    monkeypatch.setattr("kexie.areas.gatherings.rules.UPLOADS", limits)
    assert [attach(survey, attached.png(), "photo").status_code for _ in range(3)] == [200, 422, 422]
