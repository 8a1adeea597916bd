"""Papers as PDF beside WeasyPrint, which most Django sites draw theirs with (PRF-11).

A letter with an activation code stands for every paper that each person gets one of: a heading, a name with a rare
character, some lines of text, a frame, a QR code. Both draw the same words in the same font at the same places; what is
in them is another each time, as in life, for both remember what they drew before.
"""

import base64
from collections.abc import Iterator
from functools import partial
from html import escape
from importlib import import_module
from itertools import count
from typing import Any

from kexie.core import qr
from kexie.engines.papers import queries, rules
from kexie.engines.papers.rules import Letter
from kexie.operation.bench.rounds import Result, side_by_side
from kexie.operation.bench.stage import Stage

MANY = 50
NO_PANGO = (
    "  没有测　PDF 要与 WeasyPrint 对比，这台机器上它用不了：请安装系统软件包 libpango-1.0-0、libpangoft2-1.0-0、"
    "libharfbuzz-subset0，再安装 requirements-dev.txt 里的软件包。系统本身不需要它们。"
)
STYLE = """
@page { size: A4; margin: 32mm 27mm 25mm }
html { font: 14pt/1.9 FONTS; text-align: justify }
h1 { font-size: 22pt; text-align: center; margin: 0 0 8mm }
p { margin: 0; text-indent: 2em }
.plain, .box p { text-indent: 0 }
.box { border: .6pt solid #969696; border-radius: 1.5mm; padding: 6mm; margin: 4mm 0; display: flex; gap: 6mm }
.box div { flex: 1; text-align: left }
.box p { font-size: 11pt }
.box .code { font: bold 18pt 'DejaVu Sans Mono' }
img { width: 36mm; height: 36mm }
.end { text-align: right; margin-top: 14mm }
article + article { break-before: page }
"""
BODY = """
<article><h1>账号激活通知书</h1><p class=plain>{organisation}　{name}：</p>
<p>{issuer}已为您开通企业科协综合服务系统的账号，角色为：{roles}。请按下面的步骤激活。</p>
<div class=box><div><p>激活码</p><p class=code>{code}</p><p>网址：{address}</p><p>有效至：{valid_until}</p></div>
<img src="data:image/svg+xml;base64,{qr}" alt="激活网址的二维码"></div>
<p>一、用手机扫描二维码，或者在浏览器中打开上面的网址。</p><p>二、输入激活码，核对单位和姓名。</p>
<p>三、阅读并同意个人信息处理说明，设置用户名和密码；已有账号的，先登录再输入激活码。</p>
<p>四、激活后，用设置的用户名和密码登录。</p>
<p>激活码只能用一次，请妥善保管，不要拍照转发。不是本人收到的，请退回发出单位。</p>
<div class=end><p class=plain>{issuer}</p><p class=plain>{date}</p></div></article>
"""
_numbers = count()


def letters(number: int) -> list[Letter]:
    """Make letters, each to another person with another code, as none was before."""
    return [_letter(next(_numbers)) for _ in range(number)]


def ours(number: int) -> bytes:
    """Draw so many letters as every download does."""
    return queries.letters(letters(number))


def theirs(number: int) -> bytes:
    """Draw so many letters with WeasyPrint, with the same QR codes."""
    fonts = ", ".join(f"'{family}'" for family in rules.printing(queries.families()))
    body = "".join(BODY.format(**_shown(letter)) for letter in letters(number))
    drawn: bytes = _weasyprint().HTML(string=f"<style>{STYLE.replace('FONTS', fonts)}</style>{body}").write_pdf()
    return drawn


def drawn(stage: Stage) -> Iterator[Result]:
    """PRF-11: letters, each a file of its own as each person takes one, and many in one file for one who prints them.

    The specification's goal is that of one each; in one file WeasyPrint starts up and embeds fonts only once too.
    """
    if _weasyprint() is None:
        stage.say(NO_PANGO)
        return
    for number, what, limit in ((1, "一人一份", 20), (MANY, f"{MANY} 人合成一份", 15)):
        measured = side_by_side({"WeasyPrint": partial(theirs, number), "ours": partial(ours, number)})
        note = f"每份 {measured.milliseconds('ours')}，WeasyPrint {measured.milliseconds('WeasyPrint')}"
        ratio = measured.ratio("WeasyPrint", to="ours")
        yield Result(f"{what}的 PDF 比 WeasyPrint 快的倍数", ratio, limit, is_floor=True, note=note)


def _weasyprint() -> Any:  # noqa: ANN401
    """Return the library, or nothing where it or what it needs of the system is missing."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):
        return None


def _letter(number: int) -> Letter:
    code = f"K7QM-4T9P-{number // 10_000:04}-{number % 10_000:04}"
    return Letter(
        organisation="岳阳市云溪区科学技术协会",
        name=f"{'王敏 李华 陈岳 赵𠮷'.split()[number % 4]}{number}",
        roles="管理员、秘书",
        code=code,
        address="https://kexie.example/activate/",
        valid_until="2026-12-21",
        link=f"https://kexie.example/activate/?code={code}",
        issuer="岳阳市科学技术协会",
        date="2026 年 11 月 21 日",
    )


def _shown(letter: Letter) -> dict[str, str]:
    code = base64.b64encode(qr.svg(letter.link).encode()).decode()
    return {name: escape(text) for name, text in vars(letter).items()} | {"qr": code}
