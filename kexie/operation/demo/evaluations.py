"""Evaluations in the demonstration: Yunxi's of this year at every step, last year's with results; all made up."""

import io
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import segno
from django.db import transaction

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.models import Evaluation, Sheet
from kexie.areas.evaluations.rules.stages import FILLING, Stage
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.operation.demo.accounts import workplace

SECRETARY = "changling.secretary"
CLERK = Actor(person=None, name="示例·秘书")  # most bodies of the demonstration have no accounts
REVIEWER = Actor(person=None, name="示例·黄岳")
SAID = "全年按计划开展工作，参加人数比上年增加，职工反映较好（演示内容，纯属虚构）。"
SHARES = ("0.96", "0.9", "0.84", "0.78", "0.7", "0.93", "0.62", "0.55")
# What is done of this year's, by the place of the body in the list; the first is the demonstration's own body.
CENT = Decimal("0.01")
STEPS = ("filled", "submitted", "returned", "scored", "reviewed", "reviewed", "sent", "submitted")


@transaction.atomic
def load(*, by: Actor) -> int:
    """Bring last year's evaluation to its results and this year's to its steps, once; return how many bodies."""
    desk, own = workplace("yunxi"), workplace("changling")
    if desk is None or own is None or Sheet.objects.exists():
        return 0
    now = clock.now()
    last = _last(desk, own, now, by=by)
    running = _running(desk, own, now, last, by=by)
    return last.evaluations.count() + running.evaluations.count()


def _last(desk: Organisation, own: Organisation, now: datetime, *, by: Actor) -> Sheet:
    year = now.year - 1
    with clock.held(now.replace(year=year, month=11, day=2)):
        sheet = actions.add(desk, year=year, title="企业科协年度考核", source=None, is_blank=False, by=by)
        _publish(sheet, days=28, by=by)
    rows = _rows(sheet, own)
    with clock.held(now.replace(year=year, month=11, day=20)):
        for place, row in enumerate(rows[:-1]):
            _submit(row, place)
    with clock.held(now.replace(year=year, month=12, day=5)):
        actions.lapse(by=by)
        for place, row in enumerate(rows[:-1]):
            _score(row, place)
            _conclude(row, place)
    with clock.held(now.replace(year=year, month=12, day=12)):
        sheet.refresh_from_db()
        actions.confirm(sheet, seen=sheet.revision, by=by)
        sheet.refresh_from_db()
        told = "请对照评审意见改进工作。（演示内容，纯属虚构）"
        number = f"示例云科协〔{year}〕21号"
        actions.release(sheet, number=number, message=told, is_ranking_open=True, seen=sheet.revision, by=by)
    _object(rows[1], now.replace(year=year, month=12, day=15), by=by)
    return sheet


def _running(desk: Organisation, own: Organisation, now: datetime, last: Sheet, *, by: Actor) -> Sheet:
    with clock.held(now - timedelta(days=20)):
        sheet = actions.add(desk, year=now.year, title="企业科协年度考核", source=last, is_blank=False, by=by)
        _publish(sheet, days=30, by=by)
    rows = _rows(sheet, own)
    with clock.held(now - timedelta(days=6)):
        for place, (row, step) in enumerate(zip(rows, STEPS, strict=False)):
            if step == "filled":
                _fill(row, place, leave=2)
            elif step != "sent":
                _submit(row, place)
    with clock.held(now - timedelta(days=2)):
        for place, (row, step) in enumerate(zip(rows, STEPS, strict=False)):
            _bring(row, place, step)
    if (late := rows[len(STEPS) :]) and (fresh := _fresh(late[0])).stage in FILLING:
        Evaluation.objects.filter(pk=fresh.pk).update(due=clock.today() - timedelta(days=1))
        actions.lapse(by=by)
    return sheet


def _publish(sheet: Sheet, *, days: int, by: Actor) -> None:
    sheet.refresh_from_db()
    today = clock.today()
    actions.change(
        sheet,
        title=sheet.title,
        kinds=["enterprise_association", "park_association"],
        is_direct=True,
        self_due=today + timedelta(days=days),
        review_due=today + timedelta(days=days + 20),
        grades="优秀 90\n良好 80\n合格 60\n不合格 0",
        contest_days=10,
        is_ranking_open=False,
        seen=sheet.revision,
        by=by,
    )
    sheet.refresh_from_db()
    actions.publish(sheet, seen=sheet.revision, by=by)
    sheet.refresh_from_db()


def _rows(sheet: Sheet, own: Organisation) -> list[Evaluation]:
    """Return a sheet's evaluations, the demonstration's own body first."""
    found = sheet.evaluations.select_related("sheet", "organisation", "body").order_by("name_key")
    return sorted(found, key=lambda row: row.body_id != own.pk)


def _fresh(row: Evaluation) -> Evaluation:
    return Evaluation.objects.select_related("sheet", "organisation", "body").get(pk=row.pk)


def _by(row: Evaluation) -> Actor:
    """Return who fills in for a body."""
    person = Person.objects.filter(username=SECRETARY, appointments__organisation=row.body).first()
    return Actor(person=person.pk, name=person.name) if person else CLERK


def _share(weight: Decimal, place: int, item: int) -> Decimal:
    return (weight * Decimal(SHARES[(place + item) % len(SHARES)])).quantize(CENT)


def _fill(row: Evaluation, place: int, *, leave: int = 0) -> None:
    """Fill in all items but the last ones, each that asks for it with a file."""
    scores = [one for one in row.scores.select_related("criterion") if not one.criterion.is_automatic]
    wanted = scores[: len(scores) - leave]
    entries: dict[int, dict[str, Any]] = {
        one.pk: {"answer": place % 4 != 3, "said": SAID}
        if one.criterion.is_yes_no
        else {"given": min(one.criterion.weight, _share(one.criterion.weight, place, item) + 1), "said": SAID}
        for item, one in enumerate(wanted)
    }
    actions.fill(row, entries=entries, seen=_fresh(row).revision, by=_by(row))
    for one in wanted:
        if one.criterion.evidence:
            file = Upload(f"{one.criterion.label}（示例）.png", "png", _picture(f"{row.name}：{one.criterion.label}"))
            actions.attach(one, proofs=[file], drop=[], seen=_fresh(row).revision, by=_by(row))


def _submit(row: Evaluation, place: int) -> None:
    _fill(row, place)
    actions.submit(_fresh(row), seen=_fresh(row).revision, by=_by(row))


def _score(row: Evaluation, place: int, *, leave: int = 0) -> None:
    scores = [one for one in row.scores.select_related("criterion") if not one.criterion.is_automatic]
    entries: dict[int, dict[str, Any]] = {
        one.pk: {
            "points": one.own if one.criterion.is_yes_no else _share(one.criterion.weight, place, item),
            "remark": "材料齐全。" if item % 3 == 0 else "",
        }
        for item, one in enumerate(scores[: len(scores) - leave])
    }
    actions.review(row, entries=entries, seen=_fresh(row).revision, by=REVIEWER)


def _conclude(row: Evaluation, place: int) -> None:
    words = ("活动丰富，会员参与面广，请继续保持。", "制度健全，建议多开展跨单位的技术交流。", "请补齐平台上的资料。")
    feedback = f"{words[place % len(words)]}（演示内容，纯属虚构）"
    actions.conclude(_fresh(row), feedback=feedback, seen=_fresh(row).revision, by=REVIEWER)


def _bring(row: Evaluation, place: int, step: str) -> None:
    """Let reviewers do what this year's list says."""
    if step == "returned":
        score = row.scores.get(criterion__label="会议制度")
        remarks = {score.pk: "请补充下半年委员会会议的纪要。"}
        actions.return_(row, remarks=remarks, seen=_fresh(row).revision, by=REVIEWER)
    elif step in {"scored", "reviewed"}:
        _score(row, place, leave=2 if step == "scored" else 0)
        if step == "reviewed":
            _conclude(row, place)


def _object(row: Evaluation, moment: datetime, *, by: Actor) -> None:
    """Let a body object to last year's result, and be answered."""
    row = _fresh(row)
    if row.stage != Stage.RELEASED:
        return
    with clock.held(moment):
        text = "“服务会员”一项没有计入九月的职工技能服务日，请核实。（演示内容，纯属虚构）"
        actions.contest(row, text=text, seen=row.revision, by=_by(row))
    with clock.held(moment + timedelta(days=6)):
        row = _fresh(row)
        score = row.scores.select_related("criterion").get(criterion__label="服务会员")
        points = min(score.criterion.weight, (score.points or Decimal()) + 1)
        answer = "核实后计入该活动，加 1 分。（演示内容，纯属虚构）"
        entries = {score.pk: {"points": points}}
        actions.answer(row, outcome="corrected", answer=answer, entries=entries, seen=row.revision, by=by)


def _picture(text: str) -> bytes:
    """Return a picture that says it is made up."""
    picture = io.BytesIO()
    segno.make(f"演示材料，纯属虚构：{text}").save(picture, kind="png", scale=6)
    return picture.getvalue()
