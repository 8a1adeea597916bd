"""What a file may be, and what its name may be (SEC-04). No tables, no clock."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError

MAX_BYTES = 20 * 1024**2  # of one file, where a form says nothing else
MAX_NAME = 120
MAX_MARKS = 8
MAX_PIXELS = 50_000_000
MAX_ENTRIES = 200  # files in a zip
MAX_PARTS = 5_000  # parts of an office document
MAX_UNPACKED = 200 * 1024**2


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

HEADS = {
    "pdf": (b"%PDF-",),
    "jpg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "webp": (b"RIFF",),
    "zip": (b"PK\x03\x04",),
}
OFFICE = frozenset({"docx", "xlsx", "pptx"})
INNER = frozenset({*PICTURES, *OFFICE, "pdf", "txt", "csv"})  # what a zip may hold
OLD = {"doc": "docx", "dot": "docx", "wps": "docx", "xls": "xlsx", "et": "xlsx", "ppt": "pptx", "dps": "pptx"}
WITH_MACROS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppsm"})

FULL = "文件没有存下来：服务器的存储空间不足，或者暂时不能使用。请稍后再试；一直这样的，请告诉平台管理员。"
AWAY = "文件暂时取不到，请稍后再试；一直这样的，请告诉平台管理员。"
UNSCANNED = "病毒扫描服务没有应答，现在不能上传文件。请稍后再试；一直这样的，请告诉平台管理员。"

# Why a file is not taken, as the readers name it; {name}, {label} and {what} are filled in.
REFUSALS = {
    "empty": "“{name}”是空文件，请重新选择。",
    "size": "“{name}”超过 {what}，请压缩后再上传。",
    "kinds": "“{name}”不能上传：这里只收 {what}。",
    "disagree": "“{name}”的内容其实是 {what}，和文件名的结尾不一致。请选原来的文件，或者改好文件名再上传。",
    "strange": "“{name}”不是 {label}，只改文件名没有用。请用原来的软件另存后再上传。",
    "broken": "“{name}”不完整或已损坏，打不开。请重新保存后再上传。",
    "double": "“{name}”里还夹带了一个压缩包，系统不接收。请重新导出后再上传。",
    "old": "“{name}”是旧格式的文件。请用 Word、Excel、PowerPoint 或 WPS 打开，另存为 .docx、.xlsx 或 .pptx 后再上传。",
    "encrypted": "“{name}”加了密码或者限制，系统不能检查。请取消密码和限制后再上传。",
    "macros": "“{name}”里有宏、控件或嵌入的对象，系统不接收。请删掉以后，另存为普通的 {label} 再上传。",
    "links": "“{name}”引用了别的文件、模板或数据源，系统不接收。请断开链接、删掉引用后再上传。",
    "nested": "“{name}”里面还有压缩包或程序，系统不接收。请去掉后再上传。",
    "inner": "“{name}”里面的“{what}”不能接收。压缩包里只放 PDF、图片、文本和 Office 文档。",
    "named": "“{name}”里面有文件名带看不见的字符：“{what}”。请改名后重新压缩。",
    "blank": "“{name}”里面没有文件。",
    "heavy": "“{name}”展开后太大，系统没有打开。请分成几个文件，或者压缩图片后再上传。",
    "vast": f"“{{name}}”的尺寸太大，图片最多 {MAX_PIXELS // 10_000:,} 万像素。请缩小后再上传。",
    "active": "“{name}”里有脚本，或者会自动执行的动作，系统不接收。请用“打印成 PDF”重新生成后再上传。",
    "attached": "“{name}”里夹带了附件，系统不接收。请去掉附件，或用“打印成 PDF”重新生成后再上传。",
    "media": "“{name}”里有音频、视频或三维内容，系统不接收。请用“打印成 PDF”重新生成后再上传。",
    "form": "“{name}”是动态表单（XFA），系统不接收。请用“打印成 PDF”重新生成后再上传。",
    "page": "“{name}”里是网页或脚本的内容，系统不接收。请只上传普通的文字。",
    "formula": "“{name}”里有以 = + - @ 开头的公式，系统不接收。请改成数值或文字后再上传。",
    "virus": "“{name}”里查出了病毒或者恶意内容，没有接收。请先给电脑杀毒。",
}


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


def kind_of(name: str) -> str:
    """Return the kind that a name's ending says, or nothing.

    >>> kind_of("a.JPEG"), kind_of("a.svg")
    ('jpg', '')
    """
    found = ending(name)
    return next((code for code, kind in KINDS.items() if found in kind.endings), "")


def looks_like(content: bytes) -> str:
    """Return the kind that the first bytes say, or nothing; an office document begins as a zip."""
    return next((code for code, heads in HEADS.items() if content.startswith(heads)), "")


def told(why: str, name: str, *, kind: str = "", what: str = "", kinds: Collection[str] = ()) -> str:
    """Return the sentence why a file is not taken."""
    label = KINDS[kind].label if kind else "这里收的文件"
    return REFUSALS[why].format(name=name, label=label, what=what or labels(kinds))


def labels(kinds: Collection[str]) -> str:
    """Return what kinds of files are called, in one order.

    >>> labels({"png", "pdf", "jpg"})
    'PDF、JPG 图片、PNG 图片'
    """
    return "、".join(kind.label for code, kind in KINDS.items() if code in kinds)


def accepted(kinds: Collection[str]) -> str:
    """Return what a browser offers to choose.

    >>> accepted({"jpg", "pdf"})
    '.pdf,.jpg,.jpeg,image/jpeg'
    """
    offered = [kind for code, kind in KINDS.items() if code in kinds]
    endings = [f".{ending}" for kind in offered for ending in kind.endings]
    return ",".join([*endings, *(kind.media for kind in offered if kind.media.startswith("image/"))])


def require_size(name: str, size: int, limit: int) -> None:
    """Refuse an empty file and one that is too large."""
    if not size:
        raise ValidationError(told("empty", name))
    if size > limit:
        raise ValidationError(told("size", name, what=megabytes(limit)))


def megabytes(size: int) -> str:
    """Return a limit as people read it.

    >>> megabytes(5 * 1024**2), megabytes(512 * 1024)
    ('5 MB', '0.5 MB')
    """
    return f"{size / 1024**2:.3g} MB"


def require_kind(name: str, content: bytes, kinds: Collection[str]) -> str:
    """Return the kind as which a file is to be read; refuse one that is not taken here, or calls itself another.

    Telephones call pictures anything: among pictures the content alone decides. A name without an ending says nothing.
    """
    kind, is_like = kind_of(name), looks_like(content)
    if not ending(name):
        kind = is_like
    if ending(name) in OLD:
        raise ValidationError(told("old", name))
    if ending(name) in WITH_MACROS:
        raise ValidationError(told("macros", name, kind=f"{ending(name)[:3]}x".replace("dotx", "docx")))
    if kind not in kinds and not (kind in PICTURES and PICTURES.intersection(kinds)):
        raise ValidationError(told("kinds", name, kinds=kinds))
    if is_like and is_like not in _beginnings(kind):
        raise ValidationError(told("disagree", name, what=KINDS[is_like].label))
    return kind


def _beginnings(kind: str) -> Collection[str]:
    """Return as what a file of a kind may begin."""
    if kind in OFFICE:
        return {"zip"}
    return PICTURES if kind in PICTURES else {kind}


def require_agreement(name: str, called: str, found: str) -> None:
    """Refuse a file whose content is another kind than its name says."""
    if called != found and not {called, found} <= PICTURES:
        raise ValidationError(told("disagree", name, what=KINDS[found].label))
