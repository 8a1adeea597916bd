"""Sheets as their association writes, publishes and confirms them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.directory.queries.managing import way
from kexie.areas.evaluations import actions, forms, queries
from kexie.areas.evaluations.models import Evaluation, EvaluationQuerySet, Objection, Sheet, SheetQuerySet
from kexie.areas.evaluations.rules import Stage, sheets, stages
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.appointments.queries import holders
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Level


def _managed(request: Request, code: str) -> Sheet:
    """Return a sheet that one may change."""
    rows = Sheet.objects.where_may(request.actor, "evaluations.manage").select_related("organisation")
    return get_object_or_404(rows, code=code)


def _browsed(request: Request, code: str) -> Sheet:
    """Return a sheet that one may read."""
    rows = Sheet.objects.where_may(request.actor, "evaluations.browse").select_related("organisation")
    return get_object_or_404(rows, code=code)


def _about(sheet: Sheet) -> dict[str, object]:
    """Return what every page about a sheet shows."""
    back = reverse("evaluations:sheet", args=[sheet.code])
    return {"organisation": sheet.organisation, "sheet": sheet, "back": back}


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """Show an association's evaluations, the newest year first, and the objections that wait."""
    reached = Organisation.objects.where_may(request.actor, "evaluations.browse")
    body = get_object_or_404(reached.associations(), code=code)
    waiting = Objection.objects.where_may(request.actor, "evaluations.browse").open()
    context = {
        "organisation": body,
        "rows": queries.sheets.browse(Sheet.objects.where_may(request.actor, "evaluations.browse"), body),
        "objections": waiting.filter(evaluation__organisation=body).select_related("evaluation")[:20],
        "may_manage": request.actor.may("evaluations.manage", body),
        "may_follow": body.level != Level.COUNTY and request.actor.may("evaluations.follow", body),
    }
    return page(request, "evaluations/browse.html", context)


@never_cache
@login_required
def add(request: Request, code: str) -> HttpResponse:
    """Begin a sheet."""
    rows = Organisation.objects.where_may(request.actor, "evaluations.manage").associations().live()
    body = get_object_or_404(rows, code=code)
    known = Sheet.objects.where_may(request.actor, "evaluations.manage").filter(organisation=body)[:20]
    form = forms.Add(request.POST or None, known=list(known), initial={"year": clock.today().year})
    if attempt(request, form, actions.add, body):
        return moved(request, "evaluations:sheet", vars(form)["result"].code)
    context = {"organisation": body, "form": form, "back": reverse("evaluations:browse", args=[code])}
    return page(request, "evaluations/add.html", context)


@never_cache
@login_required
def sheet(request: Request, code: str) -> HttpResponse:
    """Show a sheet: its items, its settings, what it still lacks."""
    row = _browsed(request, code)
    criteria = list(row.criteria.all())
    number = _number(request, row)
    context = _about(row) | {
        "groups": queries.sheets.grouped(criteria),
        "total": queries.sheets.worth(criteria),
        "faults": queries.sheets.faults(row, criteria, number=number) if row.is_draft else [],
        "number": number,
        "reviewers": row.reviewers.select_related("person"),
        "may_manage": request.actor.may("evaluations.manage", row.organisation),
    }
    return page(request, "evaluations/sheet.html", context)


def _number(request: Request, row: Sheet) -> int:
    """Return how many bodies a sheet is for: today's, or those that it reached."""
    if not row.is_draft:
        return row.evaluations.count()
    bodies = Organisation.objects.where_may(request.actor, "evaluations.target")
    return queries.sheets.targets(bodies, row).count() if row.kinds else 0


@never_cache
@login_required
def change(request: Request, code: str) -> HttpResponse:
    """Set whom a sheet is for, until when, which grades there are."""
    row = _managed(request, code)
    form = forms.Change(request.POST or None, initial=forms.Change.initial_of(row), seen=row.revision)
    if attempt(request, form, actions.change, row):
        return moved(request, "evaluations:sheet", code)
    return page(request, "evaluations/change.html", _about(row) | {"form": form})


@never_cache
@login_required
def weigh(request: Request, code: str) -> HttpResponse:
    """Set what all items are worth, on one page."""
    row = _managed(request, code)
    form = forms.Weigh(request.POST or None, criteria=list(row.criteria.all()), seen=row.revision)
    if attempt(request, form, actions.weigh, row):
        return moved(request, "evaluations:sheet", code)
    return page(request, "evaluations/weigh.html", _about(row) | {"form": form})


@never_cache
@login_required
def add_criterion(request: Request, code: str) -> HttpResponse:
    """Add an item."""
    row = _managed(request, code)
    form = forms.AddCriterion(request.POST or None)
    if attempt(request, form, actions.add_criterion, row):
        return moved(request, "evaluations:sheet", code)
    context = _about(row) | {"form": form, "measures": queries.measures()}
    return page(request, "evaluations/add_criterion.html", context)


@never_cache
@login_required
def change_criterion(request: Request, code: str, number: int) -> HttpResponse:
    """Change an item."""
    row = _managed(request, code)
    criterion = get_object_or_404(row.criteria, pk=number)
    form = forms.ChangeCriterion(
        request.POST or None, initial=forms.ChangeCriterion.initial_of(criterion), seen=row.revision
    )
    if attempt(request, form, actions.change_criterion, criterion):
        return moved(request, "evaluations:sheet", code)
    context = _about(row) | {"form": form, "criterion": criterion, "measures": queries.measures()}
    return page(request, "evaluations/change_criterion.html", context)


@never_cache
@login_required
def remove_criterion(request: Request, code: str, number: int) -> HttpResponse:
    """Take an item out."""
    row = _managed(request, code)
    criterion = get_object_or_404(row.criteria, pk=number)
    form = forms.RemoveCriterion(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.remove_criterion, criterion):
        return moved(request, "evaluations:sheet", code)
    return page(request, "evaluations/remove_criterion.html", _about(row) | {"form": form, "criterion": criterion})


@never_cache
@login_required
def remove(request: Request, code: str) -> HttpResponse:
    """Delete a draft."""
    row = _managed(request, code)
    form = forms.Remove(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.remove, row):
        return moved(request, "evaluations:browse", row.organisation.code)
    return page(request, "evaluations/remove.html", _about(row) | {"form": form})


@never_cache
@login_required
def preview(request: Request, code: str) -> HttpResponse:
    """Show a sheet as the bodies will see it."""
    row = _browsed(request, code)
    return page(
        request, "evaluations/preview.html", _about(row) | {"groups": queries.sheets.grouped(row.criteria.all())}
    )


@never_cache
@login_required
def publish(request: Request, code: str) -> HttpResponse:
    """Fix a sheet and send it."""
    row = _managed(request, code)
    form = forms.Publish(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.publish, row):
        job = vars(form)["result"]
        return moved(request, "jobs:show", job.code) if job else moved(request, "evaluations:results", code)
    context = _about(row) | {"form": form, "number": _number(request, row), "many": sheets.AT_ONCE}
    return page(request, "evaluations/publish.html", context)


@never_cache
@login_required
def send(request: Request, code: str) -> HttpResponse:
    """Send a sheet to bodies that came since."""
    row = _managed(request, code)
    form = forms.Send(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.send, row):
        job = vars(form)["result"]
        return moved(request, "jobs:show", job.code) if job else moved(request, "evaluations:results", code)
    return page(request, "evaluations/send.html", _about(row) | {"form": form})


@never_cache
@login_required
def assign(request: Request, code: str) -> HttpResponse:
    """Say who scores what."""
    row = _managed(request, code)
    people = queries.sheets.people(holders("evaluations.review", row.organisation))
    form = forms.Assign(request.POST or None, sheet=row, people=people, seen=row.revision)
    if attempt(request, form, actions.assign, row):
        return moved(request, "evaluations:sheet", code)
    return page(request, "evaluations/assign.html", _about(row) | {"form": form, "people": people})


@never_cache
@login_required
def results(request: Request, code: str) -> HttpResponse:
    """List the evaluations by a sheet: how far each is, who is overdue, who comes first."""
    row = _browsed(request, code)
    form = forms.Results(request.GET)
    rows = Evaluation.objects.where_may(request.actor, "evaluations.browse")
    today = clock.today()
    context = _about(row) | {
        "form": form,
        "filters": form.filters,
        "found": queries.evaluations.results(rows, row, form.filters),
        "is_review_late": row.is_running and row.review_due is not None and today > row.review_due,
        "may_manage": request.actor.may("evaluations.manage", row.organisation),
        "may_confirm": row.is_running and request.actor.may("evaluations.confirm", row.organisation),
    }
    return page(request, "evaluations/results.html", context)


@never_cache
@login_required
def export(request: Request, code: str) -> HttpResponse:
    """Let the results be written, as they were filtered."""
    row = _browsed(request, code)
    form = forms.Export(request.POST if request.method == "POST" else request.GET)
    if attempt(request, form, actions.export, row):
        return moved(request, "jobs:show", vars(form)["result"].code)
    rows = Evaluation.objects.where_may(request.actor, "evaluations.browse")
    context = _about(row) | {
        "form": form,
        "filters": form.filters,
        "table": queries.exports.table(rows, row, list(row.criteria.all()), form.filters),
        "back": reverse("evaluations:results", args=[code]),
    }
    return page(request, "evaluations/export.html", context)


@never_cache
@login_required
def confirm(request: Request, code: str) -> HttpResponse:
    """Let the leader confirm the results."""
    rows = Sheet.objects.where_may(request.actor, "evaluations.confirm").select_related("organisation")
    row = get_object_or_404(rows, code=code)
    form = forms.Confirm(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.confirm, row):
        return moved(request, "evaluations:results", code)
    found = row.evaluations.all()
    context = _about(row) | {
        "form": form,
        "reviewed": found.at(Stage.REVIEWED).count(),
        "unfinished": found.at(*stages.UNFINISHED).count(),
        "overdue": found.at(Stage.OVERDUE).count(),
        "back": reverse("evaluations:results", args=[code]),
    }
    return page(request, "evaluations/confirm.html", context)


@never_cache
@login_required
def release(request: Request, code: str) -> HttpResponse:
    """Publish the results to the bodies."""
    row = _managed(request, code)
    initial = {"is_ranking_open": row.is_ranking_open}
    form = forms.Release(request.POST or None, initial=initial, seen=row.revision)
    if attempt(request, form, actions.release, row):
        job = vars(form)["result"]
        return moved(request, "jobs:show", job.code) if job else moved(request, "evaluations:results", code)
    context = _about(row) | {"form": form, "back": reverse("evaluations:results", args=[code])}
    return page(request, "evaluations/release.html", context)


@never_cache
@login_required
def overview(request: Request, code: str) -> HttpResponse:
    """List the evaluations of the associations below one: how far they are, what came of them."""
    reached = Organisation.objects.where_may(request.actor, "evaluations.follow").associations()
    body = get_object_or_404(reached, code=code)
    found = queries.overview.overview(*_followed(request), body, forms.Overview(request.GET).filters)
    return page(request, "evaluations/overview.html", {"organisation": body, "found": found, "way": way(reached, body)})


@never_cache
@login_required
def outcome(request: Request, code: str) -> HttpResponse:
    """Show those above an association what came of its evaluation: numbers and, once published, points and grades."""
    known, rows = _followed(request)
    row = get_object_or_404(known.sent().select_related("organisation"), code=code)
    form = forms.Outcome(request.GET)
    reached = Organisation.objects.where_may(request.actor, "evaluations.follow").associations()
    context = _about(row) | {
        "outcome": queries.overview.outcomes(rows, [row])[row.pk],
        "found": queries.evaluations.ranking(rows, row, form.filters) if row.is_released else None,
        "way": way(reached, row.organisation),
    }
    return page(request, "evaluations/outcome.html", context)


def _followed(request: Request) -> tuple[SheetQuerySet, EvaluationQuerySet]:
    """Return the sheets and the evaluations that one follows."""
    sheets_ = Sheet.objects.where_may(request.actor, "evaluations.follow")
    return sheets_, Evaluation.objects.where_may(request.actor, "evaluations.follow")
