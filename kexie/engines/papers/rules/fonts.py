"""In which fonts papers are printed."""

from collections.abc import Collection, Mapping

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
# What official papers are set in by GB/T 9704-2012, where an operator has it, and what stands in for it elsewhere.
SERIFS = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun", "Songti SC")
FACES: Mapping[str, tuple[str, ...]] = {
    "headline": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", *SERIFS),  # 小标宋
    "body": ("FangSong_GB2312", "FangSong", "FZFangSong-Z02S", "FZFangSong-Z02", "STFangsong", *SERIFS),  # 仿宋
    "heading": ("SimHei", "FZHei-B01S", "FZHei-B01", "STHeiti"),  # 黑体
    "second": ("KaiTi_GB2312", "KaiTi", "FZKai-Z03S", "FZKai-Z03", "STKaiti", "LXGW WenKai", *SERIFS),  # 楷体
    "song": SERIFS,  # 宋体
}
# Characters beyond those, such as of rare names, are taken from these where they are installed.
FALLBACKS = ("Noto Serif CJK SC", "HanaMinA", "HanaMinB", "Plangothic P1", "Plangothic P2", "SimSun-ExtB")

NO_FONT = (
    "这台服务器没有安装中文字体，暂时不能生成 PDF。请管理员安装 Noto Sans CJK（软件包 fonts-noto-cjk）后重新启动系统。"
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


def lacking(characters: Collection[str], *, has_word: bool = True) -> str:
    """Say which characters no installed font has, or nothing where all are there; `has_word`: there is a Word version.

    >>> lacking([]), lacking(["ༀ"], has_word=False)
    ('', '这台服务器的字体里没有这些字：ༀ，PDF 上会显示为空白或方框。请管理员安装 fonts-hanazono。')
    """
    if not characters:
        return ""
    shown = "、".join(sorted(characters)[:20])
    advice = "请改用 Word 版，或者请管理员" if has_word else "请管理员"
    return f"这台服务器的字体里没有这些字：{shown}，PDF 上会显示为空白或方框。{advice}安装 fonts-hanazono。"


def faces(installed: Collection[str]) -> dict[str, list[str]]:
    """Return the fonts for each face of an official paper, best first; raises ValidationError as `printing` does.

    >>> faces(["SimHei", "Noto Serif CJK SC", "Noto Sans CJK SC"])["body"]
    ['Noto Serif CJK SC', 'Noto Sans CJK SC', 'SimHei']
    """
    rest = printing(installed)
    own = {face: [family for family in families if family in installed] for face, families in FACES.items()}
    return {face: [*families, *(family for family in rest if family not in families)] for face, families in own.items()}
