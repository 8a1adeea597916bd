"""Files that prove an item."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def four() -> list[SimpleUploadedFile]:
    return [factories.file(f"{number}.pdf") for number in range(4)]


def test_files_come_and_go_and_too_many_are_refused() -> None:
    row = factories.evaluation()
    item = factories.item(row, "会议")
    browser, address = pages.browser(factories.secretary(row)), f"/evaluations/{row.code}/attach/{item.pk}/"
    answer = pages.send(browser, address, seen=row.revision)
    assert (answer.status_code, "请选择要上传的文件" in answer.text) == (422, True)
    assert pages.status(browser, address, seen=row.revision, proofs=[factories.file("甲.pdf"), factories.file()]) == 303
    kept = list(item.evidence.all())
    assert [one.file.name for one in kept] == ["甲.pdf", "纪要.pdf"]
    row.refresh_from_db()
    answer = pages.send(browser, address, seen=row.revision, proofs=four())
    assert (answer.status_code, "最多 5 个文件" in answer.text) == (422, True)
    assert pages.status(browser, address, seen=row.revision, proofs=four(), drop=[str(kept[0].pk)]) == 303
    assert item.evidence.count() == 5
