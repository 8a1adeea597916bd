"""What a file may be, and what its name may be (SEC-04). No tables, no clock."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

MAX_NAME = 120
MAX_MARKS = 8


class Kind(NamedTuple):
    """A kind of file: what it is served as, and what people call it."""

    media: str
    label: str
    endings: tuple[str, ...]


# Everything that is kept. What a browser would run (SVG, HTML) is none of them.
KINDS = {
    "pdf": Kind("application/pdf", "PDF", ("pdf",)),
    "jpg": Kind("image/jpeg", "JPG 图片", ("jpg", "jpeg")),
    "png": Kind("image/png", "PNG 图片", ("png",)),
    "webp": Kind("image/webp", "WebP 图片", ("webp",)),
    "docx": Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档（.docx）", ("docx",)
    ),
    "xlsx": Kind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 工作簿（.xlsx）", ("xlsx",)
    ),
    "pptx": Kind(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint 演示文稿（.pptx）",
        ("pptx",),
    ),
    "txt": Kind("text/plain; charset=utf-8", "文本（.txt）", ("txt",)),
    "csv": Kind("text/csv; charset=utf-8", "CSV 表格", ("csv",)),
    "zip": Kind("application/zip", "ZIP 压缩包", ("zip",)),
    "vcf": Kind("text/vcard; charset=utf-8", "电子名片", ("vcf",)),  # made here, never taken
    "json": Kind("application/json", "JSON", ("json",)),  # likewise
}
PICTURES = frozenset({"jpg", "png", "webp"})
SHOWN = PICTURES | {"pdf"}  # may be shown in the browser instead of being saved, if they were checked
# Names that Windows takes for devices, whatever their ending.
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
FORBIDDEN = dict.fromkeys(map(ord, '<>:"|?*'), "_")

FULL = "文件没有存下来：服务器的存储空间不足，或者暂时不能使用。请稍后再试；一直这样的，请告诉平台管理员。"
AWAY = "文件暂时取不到，请稍后再试；一直这样的，请告诉平台管理员。"


@dataclass(frozen=True)
class Upload:
    """A file as it was taken: looked through, and drawn anew if it is a picture.

    Only `UploadField` and `queries.checked` make one from what somebody sent.
    """

    name: str
    kind: str
    content: bytes


def clean_name(name: str, kind: str) -> str:
    """Return a file's name as it is kept: no folders, nothing invisible or of a system's own, and the right ending.

    >>> clean_name("../../etc/营业执照.PDF", "pdf"), clean_name("con.pdf", "pdf"), clean_name("说明.exe", "docx")
    ('营业执照.pdf', '_con.pdf', '说明.exe.docx')
    """
    last = re.split(r"[\\/\uff0f\uff3c\u2044\u2215\u29f5]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(" " if character.isspace() else character for character in last if is_plain(character))
    stem = _limit_marks(re.sub(r" {2,}", " ", plain.translate(FORBIDDEN)))
    for ending in KINDS[kind].endings:
        if stem.lower().endswith(f".{ending}"):
            stem = stem[: -len(ending) - 1]
            break
    stem = stem.strip(" .")[: MAX_NAME - len(kind) - 1].rstrip(" .") or "文件"
    return f"{'_' if DEVICES.fullmatch(stem) or stem.startswith('~') else ''}{stem}.{kind}"


def is_plain(character: str) -> bool:
    """Tell whether a character of a name is seen: no control, no mark of direction, no half of a pair."""
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _limit_marks(text: str) -> str:
    """Keep at most a few combining marks after one another: piled up they run over the page."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def ending(name: str) -> str:
    """Return the ending of a name in small letters, full-width ones taken as plain.

    >>> ending("照片.ＪＰＧ"), ending("README")
    ('jpg', '')
    """
    return unicodedata.normalize("NFKC", name).rpartition(".")[2].strip().lower() if "." in name else ""
