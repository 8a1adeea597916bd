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


def printing(installed: Collection[str]) -> list[str]:
    """Return the fonts to print with, best first; raises ValidationError where none of them has Chinese characters.

    >>> printing(["SimHei", "DejaVu Sans", "Noto Sans CJK SC"])
    ['Noto Sans CJK SC', 'SimHei']
    """
    fonts = [family for family in FAMILIES if family in installed]
    if not fonts:
        raise ValidationError(NO_FONT)
    return fonts
