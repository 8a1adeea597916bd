"""A sheet is written: from the model or from an earlier one, item by item, until it is published."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from kexie.areas.evaluations import queries
from kexie.areas.evaluations.models import Criterion, Reviewer, Sheet
from kexie.areas.evaluations.rules import model, scoring, sheets, stages
from kexie.areas.evaluations.rules.sheets import Kind
from kexie.core import codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

COPIED = ("position", "heading", "label", "kind", "weight", "note", "evidence", "measure", "steps")
SETTINGS = ("kinds", "is_direct", "grades", "contest_days", "is_ranking_open")


@transaction.atomic
def add(body: Organisation, *, year: int, title: str, source: Sheet | None, is_blank: bool, by: Actor) -> Sheet:
    """Begin a sheet: as a copy of an earlier one, from the model, or with nothing in it."""
    sheet = Sheet(organisation=body, code=codes.fresh(), year=year, title=title.strip())
    sheet.kinds, sheet.grades = ["enterprise_association"], sheets.DEFAULT_GRADES
    if source is not None:
        for name in SETTINGS:
            setattr(sheet, name, getattr(source, name))
    sheet.save(force_insert=True)
    items = [] if is_blank else _model(sheet) if source is None else _copied(sheet, source)
    Criterion.objects.bulk_create(items)
    record("evaluations.add", sheet, by=by, organisation=body, after={"year": year, "count": len(items)})
    return sheet


def _model(sheet: Sheet) -> list[Criterion]:
    return [
        Criterion(
            sheet=sheet,
            position=place,
            heading=item.heading,
            label=item.label,
            kind=item.kind,
            weight=item.worth,
            note=item.note,
            evidence=item.evidence,
            measure=item.measure,
            steps=[list(pair) for pair in item.steps],
        )
        for place, item in enumerate(model.MODEL, 1)
    ]


def _copied(sheet: Sheet, source: Sheet) -> list[Criterion]:
    rows = source.criteria.all()
    return [Criterion(sheet=sheet, **{name: getattr(row, name) for name in COPIED}) for row in rows]


def _draft(sheet: Sheet, *, seen: int | None = None) -> Sheet:
    """Lock a sheet that may still be changed."""
    sheet = lock(sheet, seen=seen)
    stages.require_draft(sheet.state)
    return sheet


@transaction.atomic
def change(
    sheet: Sheet,
    *,
    title: str,
    kinds: list[str],
    is_direct: bool,
    self_due: date | None,
    review_due: date | None,
    grades: str,
    contest_days: int,
    is_ranking_open: bool,
    seen: int,
    by: Actor,
) -> Sheet:
    """Set whom a sheet is for, until when, which grades there are."""
    sheet = _draft(sheet, seen=seen)
    sheets.require_kinds(kinds)
    sheets.require_days(self_due=self_due, review_due=review_due)
    sheet.title, sheet.kinds, sheet.is_direct = title.strip(), kinds, is_direct
    sheet.self_due, sheet.review_due = self_due, review_due
    sheet.grades = scoring.kept(scoring.grades(grades))
    sheet.contest_days, sheet.is_ranking_open = contest_days, is_ranking_open
    sheet.save()
    after = {"title": sheet.title, "self_due": self_due, "review_due": review_due}
    record("evaluations.change", sheet, by=by, after=after)
    return sheet


@transaction.atomic
def weigh(sheet: Sheet, *, weights: dict[int, Decimal], seen: int, by: Actor) -> Sheet:
    """Set what all items are worth; what they sum up to is only asked for when the sheet is published."""
    sheet = _draft(sheet, seen=seen)
    rows = [row for row in sheet.criteria.all() if row.pk in weights]
    for row in rows:
        row.weight = weights[row.pk]
        scoring.require_steps(row.table, row.weight)
    Criterion.objects.bulk_update(rows, ["weight"])
    sheet.save(update_fields=["revision"])
    record("evaluations.weigh", sheet, by=by, after={"count": len(rows)})
    return sheet


def _write(criterion: Criterion, typed: dict[str, Any]) -> None:
    kind = Kind(typed["kind"])
    is_automatic = kind == Kind.AUTOMATIC
    measure = typed["measure"] if is_automatic else ""
    sheets.require_criterion(kind=kind, measure=measure, known=queries.measures())
    for name in ("heading", "label", "note", "evidence"):
        setattr(criterion, name, " ".join(typed[name].split()) if name != "note" else typed[name].strip())
    criterion.kind, criterion.weight, criterion.measure = kind, typed["weight"], measure
    given = scoring.steps(typed["steps"], criterion.weight) if is_automatic else []
    criterion.steps = scoring.kept(given)
    if is_automatic:
        criterion.evidence = ""


def _place(sheet: Sheet, heading: str) -> int:
    """Return the position after the last item of a heading, or after all."""
    rows = sheet.criteria.all()
    last = rows.filter(heading=heading).aggregate(last=Max("position"))["last"]
    return (last if last is not None else rows.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def add_criterion(sheet: Sheet, *, by: Actor, **typed: Any) -> Criterion:
    """Add an item, at the end of its heading."""
    sheet = _draft(sheet)
    sheets.require_room(sheet.criteria.count())
    criterion = Criterion(sheet=sheet)
    _write(criterion, typed)
    criterion.position = _place(sheet, criterion.heading)
    later = [row for row in sheet.criteria.all() if row.position >= criterion.position]
    for row in later:
        row.position += 1
    Criterion.objects.bulk_update(later, ["position"])
    criterion.save(force_insert=True)
    sheet.save(update_fields=["revision"])
    after = {"label": criterion.label}
    record("evaluations.add_criterion", criterion, by=by, organisation=sheet.organisation, after=after)
    return criterion


@transaction.atomic
def change_criterion(criterion: Criterion, *, seen: int, by: Actor, **typed: Any) -> Criterion:
    """Change an item of a draft."""
    sheet = _draft(criterion.sheet, seen=seen)
    criterion.refresh_from_db()
    before = {"label": criterion.label, "weight": criterion.weight}
    _write(criterion, typed)
    criterion.save()
    sheet.save(update_fields=["revision"])
    after = {"label": criterion.label, "weight": criterion.weight}
    record(
        "evaluations.change_criterion", criterion, by=by, organisation=sheet.organisation, before=before, after=after
    )
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, seen: int, by: Actor) -> None:
    """Take an item out of a draft."""
    sheet = _draft(criterion.sheet, seen=seen)
    record(
        "evaluations.remove_criterion",
        criterion,
        by=by,
        organisation=sheet.organisation,
        before={"label": criterion.label},
    )
    criterion.delete()
    sheet.save(update_fields=["revision"])


@transaction.atomic
def remove(sheet: Sheet, *, seen: int, by: Actor) -> None:
    """Delete a draft; what was published is kept."""
    sheet = _draft(sheet, seen=seen)
    before = {"title": sheet.title, "year": sheet.year}
    record("evaluations.remove", sheet, by=by, organisation=sheet.organisation, before=before)
    Reviewer.objects.filter(sheet=sheet).delete()
    sheet.delete()
