"""The association's decision: back item by item, or a numbered reply."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules.limits import GENERAL_RULES, MAX_BATCH
from kexie.foundation.organisations.rules import require_not_future


def require_faults(*, remarks: Collection[str], reason: str) -> None:
    """Refuse to return a case without saying what is wrong with which item (EST-02)."""
    if not remarks and not reason.strip():
        raise ValidationError({"reason": "请在有问题的材料下写明原因，或者写明总的退回原因。"})


def require_number(number: str, field: str = "number") -> str:
    """Return the number of a reply in one form; refuse none.

    >>> require_number(" 云科协〔2026〕 3号 ")
    '云科协〔2026〕3号'
    """
    given = "".join(number.split())
    if not given:
        raise ValidationError({field: "请填写文号。"})
    return given


def numbers(first: str, count: int) -> list[str]:
    """Return the numbers of several replies from the first on; refuse a form that cannot be counted.

    >>> numbers("云科协〔2026〕9号", 2)
    ['云科协〔2026〕9号', '云科协〔2026〕10号']
    """
    given = require_number(first)
    found = re.fullmatch(r"(.*?)(\d+)(\D*)", given)
    if count > 1 and not found:
        raise ValidationError({"number": "几件一起批复的，文号里要有编号，如“云科协〔2026〕3号”。"})
    if not found:
        return [given]
    return [f"{found[1]}{int(found[2]) + step}{found[3]}" for step in range(count)]


def require_reply_day(issued_on: date, *, submitted_on: date, today: date) -> None:
    """Refuse a reply of a day to come, or of one before the application was handed in (H9)."""
    require_not_future(issued_on, today=today, field="issued_on")
    if issued_on < submitted_on:
        raise ValidationError({"issued_on": f"批复日期不能早于提交申请的日期（{submitted_on:%Y-%m-%d}）。"})


def require_seal(*, is_given: bool, is_removed: bool) -> None:
    """Refuse a form that neither brings a seal nor takes one away."""
    if not is_given and not is_removed:
        raise ValidationError({"seal": "请选择印章图片，或者勾选不再使用。"})


def require_some(chosen: Sequence[object]) -> None:
    """Refuse to decide nothing, or more than one looks through."""
    if not chosen:
        raise ValidationError("请至少选择一件。")
    if len(chosen) > MAX_BATCH:
        raise ValidationError(f"一次最多办理 {MAX_BATCH} 件。")


def next_number(last: str, *, name: str, year: int) -> str:
    """Return the number to suggest after the last one of an association; a new year begins with 1.

    >>> next_number("云科协〔2026〕9号", name="", year=2026), next_number("", name="云溪区科协", year=2026)
    ('云科协〔2026〕10号', '云溪区科协〔2026〕1号')
    """
    found = re.fullmatch(r"(.*)〔(\d{4})〕(\d+)号", last)
    if not found:
        return f"{name}〔{year}〕1号"
    same = int(found[2]) == year
    return f"{found[1]}〔{year}〕{int(found[3]) + 1 if same else 1}号"


def reply_words(*, name: str, host: str, is_filing: bool, congress_on: date | None, text: str = "章程") -> list[str]:
    """Return the paragraphs of a reply; `text` is what a body of the kind goes by, a charter or an agreement.

    >>> reply_words(name="甲科协", host="甲公司", is_filing=False, congress_on=None)[1]
    '一、同意设立甲科协，隶属关系按《企业科学技术协会组织通则》执行。'
    """
    if is_filing and congress_on:
        held = f"{congress_on.year}年{congress_on.month}月{congress_on.day}日"
        return [
            f"你单位报送的{name}备案材料收悉。经审核，现批复如下：",
            f"一、{name}于{held}召开成立大会，选举产生第一届委员会，材料齐全，准予备案。",
            f"二、请{name}依照{GENERAL_RULES}和本组织{text}开展工作，按期换届，并接受本会指导。",
            "特此批复。",
        ]
    draft = f"{text}草案" if text == "章程" else text
    return [
        f"你单位关于设立{name}的申请收悉。经研究，现批复如下：",
        f"一、同意设立{name}，隶属关系按{GENERAL_RULES}执行。",
        f"二、请筹备组按{draft}召开成立大会，选举产生第一届委员会，并在会后一个月内报送选举结果和通过的{text}。",
        f"三、请{host}为{'科协' if text == '章程' else name}开展工作提供必要的条件。",
        "特此批复。",
    ]


def certificate_number(region: str, *, year: int, place: int, edition: int = 1) -> str:
    """Return the number of a certificate: division, year, the body's own number, and which of its certificates it is.

    >>> certificate_number("430603", year=2026, place=17), certificate_number("430603", year=2027, place=17, edition=2)
    ('430603-2026-000017', '430603-2027-000017-2')
    """
    return f"{region}-{year}-{place:06d}" + (f"-{edition}" if edition > 1 else "")
