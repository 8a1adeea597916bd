"""The pages of charters: a body builds its own, those above it read what was adopted, everybody what was released."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.charters import actions, forms, queries
from kexie.areas.charters.models import Charter
from kexie.areas.charters.rules import CHARTERED, Stage, articles, comparing, stages
from kexie.core import clock
from kexie.core.forms import Form
from kexie.core.requests import REFUSED, Request, attempt, moved, page
from kexie.engines.files.rules import KINDS
from kexie.engines.papers import queries as papers
from kexie.foundation.organisations.models import Organisation

DEEDS = ("change", "remove", "adopt", "undo", "enforce", "report")


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """List the versions of a body's charter; of an association the charters of the bodies below it."""
    reached = Organisation.objects.where_may(request.actor, "charters.browse")
    body = get_object_or_404(reached.filter(kind__in=[*CHARTERED, "association"]), code=code)
    context: dict[str, Any] = {"organisation": body, "form": forms.Browse(request.GET)}
    if body.kind == "association":
        rows = Charter.objects.where_may(request.actor, "charters.browse")
        context["desk_of"] = queries.desk(rows, body, context["form"].filters)
        return page(request, "charters/browse.html", context)
    own = _versions(request, body)
    context["versions"] = [(row, queries.state(row)) for row in own]
    context["may_draft"] = (
        request.actor.may("charters.draft", body)
        and body.closed_on is None
        and not any(row.stage in {Stage.DRAFT, Stage.ADOPTED} for row in own)
    )
    context["latest"] = own[:2]
    return page(request, "charters/browse.html", context)


def _versions(request: Request, body: Organisation) -> list[Charter]:
    """Return the versions of a body that the actor may read: its own people all, those above what was adopted."""
    if request.actor.may("charters.open", body):
        rows = Charter.objects.where_may(request.actor, "charters.open")
    else:
        rows = Charter.objects.where_may(request.actor, "charters.browse").settled()
    return list(rows.filter(organisation=body).defer("text"))


@never_cache
@login_required
def draft(request: Request, code: str) -> HttpResponse:
    """Begin a new version."""
    drafting = Organisation.objects.where_may(request.actor, "charters.draft").live()
    body = get_object_or_404(drafting.filter(kind__in=CHARTERED), code=code)
    form = forms.Draft(request.POST or None)
    if attempt(request, form, actions.draft, body):
        return moved(request, "charters:change", vars(form)["result"].code)
    context = {"organisation": body, "form": form, "base": queries.in_force(body), "back": queries.address(body)}
    return page(request, "charters/draft.html", context)


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show a version: its articles, what the rules say of it, and what is to be done next."""
    return _shown(request, _readable(request, code))


def _shown(request: Request, row: Charter, *, refused: Sequence[str] = ()) -> HttpResponse:
    body = row.organisation
    context = {
        "refused": refused,
        "organisation": body,
        "charter": row,
        "state": queries.state(row),
        "bar": queries.bar(row),
        "facts": queries.facts(row),
        "findings": queries.findings(row),
        "chapters": articles.numbered(row.chapters),
        "others": [other for other in _versions(request, body) if other.pk != row.pk],
        "may": {deed: request.actor.may(f"charters.{deed}", body) for deed in DEEDS},
    }
    return page(request, "charters/show.html", context, status=REFUSED if refused else 200)


@never_cache
@login_required
def word(request: Request, code: str) -> HttpResponse:
    """Give a version as a Word document."""
    row = _readable(request, code)
    return _file(papers.articles_docx(queries.paper(row)), queries.file_name(row), "docx")


@never_cache
@login_required
def pdf(request: Request, code: str) -> HttpResponse:
    """Give a version as PDF; where no Chinese font is installed the page says so."""
    row = _readable(request, code)
    try:
        content = papers.articles_pdf(queries.paper(row))
    except ValidationError as refusal:
        return _shown(request, row, refused=refusal.messages)
    return _file(content, queries.file_name(row), "pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""}
    return HttpResponse(content, content_type=KINDS[kind].media, headers=headers)


def _readable(request: Request, code: str) -> Charter:
    own = Charter.objects.where_may(request.actor, "charters.open").select_related("organisation__superior")
    above = Charter.objects.where_may(request.actor, "charters.browse").settled()
    row = own.filter(code=code).first()
    return row or get_object_or_404(above.select_related("organisation__superior"), code=code)


@never_cache
@login_required
def change(request: Request, code: str) -> HttpResponse:
    """Choose what a draft says; what was chosen is kept also while rules are broken."""
    row = get_object_or_404(
        Charter.objects.where_may(request.actor, "charters.change")
        .filter(stage=Stage.DRAFT)
        .select_related("organisation"),
        code=code,
    )
    kind = row.organisation.kind
    form = forms.Change(request.POST or None, kind=kind, seen=row.revision, initial=forms.Change.typed(row.choices))
    if attempt(request, form, actions.change, row):
        return moved(request, "charters:show", code)
    context = {
        "organisation": row.organisation,
        "charter": row,
        "form": form,
        "findings": queries.findings(row),
        "back": reverse("charters:show", args=[code]),
    }
    return page(request, "charters/change.html", context)


@never_cache
@login_required
def remove(request: Request, code: str) -> HttpResponse:
    """Throw a draft away."""
    rows = Charter.objects.where_may(request.actor, "charters.remove").filter(stage=Stage.DRAFT)
    row = get_object_or_404(rows.select_related("organisation"), code=code)
    form = forms.Remove(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.remove, row):
        return moved(request, "charters:browse", row.organisation.code)
    return page(request, "charters/remove.html", _context(row, form))


@never_cache
@login_required
def adopt(request: Request, code: str) -> HttpResponse:
    """Write down that the congress adopted a draft."""
    rows = Charter.objects.where_may(request.actor, "charters.adopt").filter(stage=Stage.DRAFT)
    row = get_object_or_404(rows.select_related("organisation"), code=code)
    form = forms.Adopt(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.adopt, row):
        return moved(request, "charters:show", code)
    binding = queries.in_force(row.organisation) or row
    context = {"findings": queries.findings(row), "binding": binding, "shares": queries.shares(binding)}
    return page(request, "charters/adopt.html", _context(row, form) | context)


@never_cache
@login_required
def undo(request: Request, code: str) -> HttpResponse:
    """Take back an adoption that was entered by mistake."""
    rows = Charter.objects.where_may(request.actor, "charters.undo").unreported().exclude(stage=Stage.SUPERSEDED)
    row = get_object_or_404(rows.select_related("organisation"), code=code)
    form = forms.Undo(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.undo, row):
        return moved(request, "charters:show", code)
    return page(request, "charters/undo.html", _context(row, form))


@never_cache
@login_required
def enforce(request: Request, code: str) -> HttpResponse:
    """Bring a version that was adopted into force."""
    rows = Charter.objects.where_may(request.actor, "charters.enforce").filter(stage=Stage.ADOPTED)
    row = get_object_or_404(rows.select_related("organisation"), code=code)
    form = forms.Enforce(request.POST or None, seen=row.revision, initial={"effective_on": clock.today()})
    if attempt(request, form, actions.enforce, row):
        return moved(request, "charters:show", code)
    return page(
        request, "charters/enforce.html", _context(row, form) | {"replaced": queries.in_force(row.organisation)}
    )


@never_cache
@login_required
def report(request: Request, code: str) -> HttpResponse:
    """Report a version to the superior."""
    rows = Charter.objects.where_may(request.actor, "charters.report").unreported()
    row = get_object_or_404(rows.select_related("organisation__superior"), code=code)
    form = forms.Report(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.report, row):
        return moved(request, "charters:show", code)
    due = stages.report_due(row.adopted_on or clock.today())
    return page(request, "charters/report.html", _context(row, form) | {"due": due})


def _context(row: Charter, form: Form) -> dict[str, Any]:
    back = reverse("charters:show", args=[row.code])
    return {"organisation": row.organisation, "charter": row, "form": form, "back": back}


@never_cache
@login_required
def compare(request: Request, code: str, other: str) -> HttpResponse:
    """Show two versions of a body side by side, the older on the left."""
    rows = _readable(request, code), _readable(request, other)
    older, newer = sorted(rows, key=lambda row: row.number)
    if older.organisation_id != newer.organisation_id:
        raise Http404
    pairs = comparing.compared(older.chapters, newer.chapters)
    is_whole = request.GET.get("all") == "1"
    context = {
        "organisation": newer.organisation,
        "older": older,
        "newer": newer,
        "chapters": pairs if is_whole else comparing.changed(pairs),
        "changes": comparing.changes(pairs),
        "is_whole": is_whole,
        "others": [row for row in _versions(request, newer.organisation) if row.pk != newer.pk],
    }
    return page(request, "charters/compare.html", context)


def read(request: Request, code: str) -> HttpResponse:
    """Show everybody the charter in force that a body has released."""
    rows = Charter.objects.published().select_related("organisation")
    row = get_object_or_404(rows, organisation__code=code)
    context = {"charter": row, "body": row.organisation, "chapters": articles.numbered(row.chapters)}
    return page(request, "charters/read.html", context)
