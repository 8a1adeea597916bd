"""The field of a form gives rows, or all that is wrong beside it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.core.forms import Form
from kexie.engines.sheets import rules
from kexie.engines.sheets.forms import SheetField
from kexie.engines.sheets.tests import factories

pytestmark = pytest.mark.spec("SEC-04")


class Import(Form):
    sheet = SheetField(factories.COLUMNS, label="表格")


class MayImport(Form):
    sheet = SheetField(factories.COLUMNS, label="表格", required=False)


def sent(content: bytes, name: str = "名单.xlsx") -> Import:
    return Import({}, {"sheet": SimpleUploadedFile(name, content)})


def test_rows() -> None:
    form = sent(factories.good(3))
    assert form.is_valid()
    assert [row["name"] for row in form.cleaned_data["sheet"]] == ["王敏0", "王敏1", "王敏2"]
    assert 'accept=".xlsx"' in str(Import()["sheet"])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("名单.xls", rules.REFUSALS["old"]),
        ("名单.XLSM", rules.REFUSALS["macros"]),
        ("名单.csv", f"请上传 .xlsx 文件。{rules.SAVE_AS}"),
        ("名单", f"请上传 .xlsx 文件。{rules.SAVE_AS}"),
        ("名单.xlsx.exe", f"请上传 .xlsx 文件。{rules.SAVE_AS}"),
    ],
)
def test_names(name: str, words: str) -> None:
    assert sent(factories.good(), name).errors == {"sheet": [words]}


def test_nothing_sent() -> None:
    assert Import({}, {}).errors == {"sheet": ["请选择填好的表格（.xlsx 文件）。"]}
    assert sent(b"").errors == {"sheet": ["这个文件是空的，请重新保存后再上传。"]}
    may = MayImport({}, {})
    assert may.is_valid()
    assert may.cleaned_data == {"sheet": []}


def test_too_large() -> None:
    (words,) = sent(bytes(rules.MAX_BYTES + 1)).errors["sheet"]
    assert words.startswith("文件最大 5 MB")


def test_everything_wrong_at_once() -> None:
    form = sent(factories.typed(factories.HEADER, ["", "1"], ["", "2"]))
    assert form.errors == {"sheet": ["第 2 行“姓名”：没有填写。", "第 3 行“姓名”：没有填写。"]}
