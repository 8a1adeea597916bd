"""What stands on the papers that the platform prints, and in which fonts. No tables, no clock."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError

# Chinese sans-serif families by preference: those of Linux, of domestic systems, of Windows and macOS.
FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Heiti SC",
    "SimHei",
)
# Characters beyond those, such as of rare names, are taken from these where they are installed.
FALLBACKS = ("Noto Serif CJK SC", "HanaMinA", "HanaMinB", "Plangothic P1", "Plangothic P2", "SimSun-ExtB")
MOST_LETTERS = 300
NO_FONT = (
    "这台服务器没有安装中文字体，暂时不能生成 PDF。请管理员安装 Noto Sans CJK（软件包 fonts-noto-cjk）后重新启动系统。"
)


@dataclass(frozen=True)
class Slip:
    """An activation slip (ACC-02): whom it is for, the code, where to use it and until when, all as shown.

    `link` is what the QR code leads to; without it the code leads to `address`.
    """

    organisation: str
    name: str
    roles: str
    code: str
    address: str
    valid_until: str
    link: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter with an activation code: who invites whom to which roles, all as shown (ACC-03)."""

    organisation: str
    name: str
    roles: str
    code: str
    address: str
    valid_until: str
    link: str
    issuer: str
    date: str


def require_few(number: int) -> None:
    """Refuse more letters at once than are drawn in a moment."""
    if number > MOST_LETTERS:
        raise ValidationError(
            f"一次最多生成 {MOST_LETTERS} 封通知书，现在有 {number:,} 封；请改用激活单，或者到下级组织分别打印。"
        )


def printing(installed: Collection[str]) -> list[str]:
    """Return the fonts to print with, best first; raises ValidationError where none of them has Chinese characters.

    >>> printing(["SimHei", "DejaVu Sans", "HanaMinB", "Noto Sans CJK SC"])
    ['Noto Sans CJK SC', 'SimHei', 'HanaMinB']
    """
    fonts = [family for family in FAMILIES if family in installed]
    if not fonts:
        raise ValidationError(NO_FONT)
    return [*fonts, *(family for family in FALLBACKS if family in installed)]


def lacking(characters: Collection[str]) -> str:
    """Say which characters no installed font has, or nothing where all are there.

    >>> lacking([])
    ''
    """
    if not characters:
        return ""
    shown = "、".join(sorted(characters)[:20])
    return (
        f"这台服务器的字体里没有这些字：{shown}，PDF 上会显示为空白或方框。"
        "请改用 Word 版，或者请管理员安装 fonts-hanazono。"
    )


def shown(text: str) -> str:
    r"""Return a text in one line, without what no document may hold.

    >>> shown("a\x00\nb\ufffe")
    'a b'
    """
    kept = "".join(character if character.isprintable() or character.isspace() else "" for character in text)
    return " ".join(kept.split())
