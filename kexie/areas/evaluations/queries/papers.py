"""The letter with which an association tells a body its result (EST-15)."""

from kexie.areas.evaluations.models import Evaluation
from kexie.areas.evaluations.rules import Stage, scoring
from kexie.core import clock
from kexie.engines.papers.rules import Official


def letter(evaluation: Evaluation) -> Official:
    """Return the result of a body's evaluation as an official paper."""
    sheet, desk = evaluation.sheet, evaluation.organisation
    return Official(
        organ=desk.name,
        number=sheet.number,
        title=f"{desk.name}关于{sheet.year}年度考核结果的通知",
        recipients=(evaluation.name,),
        paragraphs=tuple(words(evaluation, ranked=evaluation.sheet.evaluations.ranked().count())),
        attachments=(),
        signed_by=desk.name,
        signed_on=sheet.released_on or clock.today(),
        names=(desk.name,),
    )


def words(evaluation: Evaluation, *, ranked: int) -> list[str]:
    """Return the paragraphs of the letter."""
    sheet = evaluation.sheet
    found = [f"依照《企业科学技术协会组织通则》，本会按“{sheet.title}”对你单位{sheet.year}年度的工作作了考核。"]
    if evaluation.stage == Stage.MISSED:
        found.append("一、考核结果：你单位没有在期限内提交自评，记为未参加。")
    else:
        place = f"，在{ranked}个被考核组织中列第{evaluation.rank}名" if sheet.is_ranking_open else ""
        result = f"一、考核结果：得分{evaluation.points}分，等次为{evaluation.grade}{place}。"
        parts = "、".join(f"{heading}{scoring.shown_text(points)}分" for heading, points in evaluation.parts.items())
        found.append(f"{result}各部分得分：{parts}。")
        if evaluation.feedback:
            found.append(f"二、评审意见：{' '.join(evaluation.feedback.split())}")
    if sheet.message:
        found.append(" ".join(sheet.message.split()))
    if until := evaluation.contest_until:
        found.append(f"对结果有异议的，请在{until.year}年{until.month}月{until.day}日前在平台上提出，逾期不再受理。")
    return [*found, "特此通知。"]
