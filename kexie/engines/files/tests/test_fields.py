"""The fields of forms that take files."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from kexie.engines.files.forms import UploadField, UploadsField
from kexie.engines.files.tests import hostile

pytestmark = pytest.mark.spec("SEC-04")


class One(forms.Form):
    file = UploadField(label="附件", kinds=("pdf", "png"), max_bytes=21_000)


class Many(forms.Form):
    sent = UploadsField(label="材料", kinds=("pdf", "jpg"), most=2, max_bytes=21_000)


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def one(*files: SimpleUploadedFile, **given: Any) -> forms.Form:
    return One({}, MultiValueDict({"file": list(files)}), **given)


def many(*files: SimpleUploadedFile) -> forms.Form:
    return Many({}, MultiValueDict({"sent": list(files)}))


def test_one_file() -> None:
    form = one(sent("执照.pdf", hostile.pdf()))
    assert form.is_valid()
    assert (form.cleaned_data["file"].name, form.cleaned_data["file"].kind) == ("执照.pdf", "pdf")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "“a.pdf”是空文件，请重新选择。"),
        ("a.pdf", b"x" * 21_001, "“a.pdf”超过 0.02 MB，请压缩后再上传。"),
        ("a.svg", hostile.SVG, "“a.svg”不能上传：这里只收 PDF、PNG 图片。"),
        (
            "a.png",
            hostile.pdf(),
            "“a.png”的内容其实是 PDF，和文件名的结尾不一致。请选原来的文件，或者改好文件名再上传。",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(name: str, content: bytes, words: str) -> None:
    assert one(sent(name, content)).errors == {"file": [words]}
    if name != "a.svg":
        assert many(sent(name, content)).errors["sent"]


@pytest.mark.parametrize(("file", "is_kept"), [(hostile.pdf(), True), (b"text", False)])
def test_a_file_stays_chosen_unless_it_was_refused_itself(file: bytes, is_kept: bool) -> None:
    drawn = str(one(sent("a.pdf", file))["file"])
    assert ("hx-preserve" in drawn, "aria-invalid" in drawn) == (is_kept, not is_kept)


def test_nothing_was_sent() -> None:
    assert one().errors == {"file": ["请选择文件。"]}
    assert many().errors == {"sent": ["请选择文件。"]}
    form = One({"file": "text"}, MultiValueDict())
    assert form.errors == {"file": ["请选择文件。"]}


def test_one_that_may_be_left_out() -> None:
    class Perhaps(forms.Form):
        file = UploadField(kinds=("pdf",), required=False)

    form = Perhaps({}, MultiValueDict())
    assert form.is_valid()
    assert form.cleaned_data["file"] is None


def test_several_files() -> None:
    form = many(sent("a.pdf", hostile.pdf()), sent("b.jpg", hostile.picture("JPEG")))
    assert form.is_valid()
    assert [upload.kind for upload in form.cleaned_data["sent"]] == ["pdf", "jpg"]
    assert many(*[sent("a.pdf", hostile.pdf())] * 3).errors == {"sent": ["材料最多 2 个文件，请合并后再选。"]}


def test_the_browser_offers_what_is_taken() -> None:
    assert 'accept=".pdf,.png,image/png"' in str(One()["file"])
    assert "multiple" in str(Many()["sent"])
