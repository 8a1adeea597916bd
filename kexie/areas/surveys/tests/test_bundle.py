"""All files of a survey go into one archive, named as its makers chose."""

import io
import zipfile

import pytest
from django.test import Client

from kexie.areas.surveys import tasks
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.areas.surveys.tests.test_attachment import given
from kexie.engines.files.queries import content
from kexie.engines.files.tests.factories import PDF
from kexie.engines.jobs.models import Job
from kexie.engines.questionnaires.tests import attached
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-11")]


def archive(survey: Survey, browser: Client, **typed: object) -> dict[str, bytes]:
    usual = {"folder": "response", "parts": ["number", "question", "name"], "question": "", "reason": ""}
    assert pages.send(browser, f"/surveys/{survey.code}/bundle/", **usual | typed).status_code == 303
    job = Job.objects.latest("pk")
    tasks.bundle(number=job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "")
    assert job.result is not None
    with zipfile.ZipFile(io.BytesIO(content(job.result))) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_files_are_named_by_rule_and_signatures_need_a_reason() -> None:
    survey = factories.opened(items=attached.ITEMS)
    browser = pages.browser(factories.staff(survey.organisation))
    for _ in range(2):
        given(survey)
    names = archive(survey, browser)
    assert (len(names), set(names.values())) == (2, {PDF})
    assert all(name.split("/")[1].endswith("_第2题_证书.pdf") for name in names)
    assert sorted(name[0] for name in names) == ["1", "2"]
    assert set(archive(survey, browser, folder="question", parts=["name"])) == {"第2题/证书.pdf", "第2题/证书（2）.pdf"}
    with_signatures = archive(survey, browser, folder="none", parts=["question"], reason="存档")
    assert sorted(with_signatures) == ["第2题.pdf", "第2题（2）.pdf", "第4题.png", "第4题（2）.png"]


def test_nothing_received_is_told() -> None:
    survey = factories.opened(items=attached.ITEMS)
    browser = pages.browser(factories.staff(survey.organisation))
    assert "还没有收到附件" in browser.get(f"/surveys/{survey.code}/bundle/").text
    pages.send(browser, f"/surveys/{survey.code}/bundle/", folder="none", parts=["name"])
    tasks.bundle(number=Job.objects.get().pk)
    assert (Job.objects.get().state, Job.objects.get().message) == ("failed", "还没有收到附件。")
