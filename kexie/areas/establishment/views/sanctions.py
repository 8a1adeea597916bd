"""What an association decides about a body that is there: sanctions, what came of them, and a certificate."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import actions, forms, queries
from kexie.areas.establishment.models import Sanction
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.engines.files.rules import KINDS as FILES
from kexie.engines.papers import queries as papers
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import GRASSROOTS

APPEAL = "对本决定有异议的，可以向上一级科协书面提出申诉。"


def _body(request: Request, code: str) -> tuple[Organisation, bool]:
    """Return a body that one reads about, and whether one works in it."""
    own = Organisation.objects.where_may(request.actor, "establishment.prepare").filter(code=code).first()
    reached = Organisation.objects.where_may(request.actor, "establishment.browse").filter(kind__in=GRASSROOTS)
    return own or get_object_or_404(reached, code=code), own is not None


def _issuing(request: Request, code: str) -> tuple[Organisation, Organisation]:
    """Return a body with the association that approved it, in which one decides (G18)."""
    reached = Organisation.objects.where_may(request.actor, "establishment.browse").filter(kind__in=GRASSROOTS)
    body = get_object_or_404(reached.select_related("superior"), code=code)
    issuer = queries.approver(body)
    if not request.actor.may("establishment.approve", issuer):
        raise Http404
    return body, issuer


def _row(request: Request, code: str, number: int) -> Sanction:
    """Return a sanction that one reads from either side."""
    body, _ = _body(request, code)
    return get_object_or_404(body.sanctions.select_related("body", "organisation", "evidence"), pk=number)


@never_cache
@login_required
def sanctions(request: Request, code: str) -> HttpResponse:
    """Show the sanctions against a body with their dates, the same to both sides (EST-12, EST-19)."""
    body, is_own = _body(request, code)
    issuer = queries.approver(body)
    context = {
        "organisation": body,
        "issuer": issuer,
        "rows": body.sanctions.select_related("organisation", "evidence"),
        "is_own": is_own,
        "today": clock.today(),
        "may_decide": request.actor.may("establishment.approve", issuer),
    }
    return page(request, "establishment/sanctions.html", context)


@never_cache
@login_required
def sanction(request: Request, code: str) -> HttpResponse:
    """Decide on a sanction."""
    body, issuer = _issuing(request, code)
    initial = {"issued_on": clock.today(), "appeal": APPEAL}
    form = forms.Sanction(request.POST or None, request.FILES or None, initial=initial)
    if attempt(request, form, actions.sanction, body, issuer):
        return moved(request, "establishment:sanctions", code)
    back = reverse("establishment:sanctions", args=[code])
    return page(request, "establishment/sanction.html", {"organisation": body, "form": form, "back": back})


@never_cache
@login_required
def recognise(request: Request, code: str) -> HttpResponse:
    """Issue the certificate of a body that was entered without one (EST-16)."""
    body, issuer = _issuing(request, code)
    initial = {"founded_on": body.founded_on, "chair": queries.chair_of(body)}
    form = forms.Recognise(request.POST or None, seen=body.revision, initial=initial)
    if attempt(request, form, actions.recognise, body, issuer):
        return moved(request, "standing:standing", code)
    back = reverse("standing:standing", args=[code])
    return page(request, "establishment/recognise.html", {"organisation": body, "form": form, "back": back})


@never_cache
@login_required
def assess(request: Request, code: str, number: int) -> HttpResponse:
    """Find whether the body improved."""
    body, _ = _issuing(request, code)
    row = get_object_or_404(body.sanctions, pk=number)
    form = forms.Assess(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.assess, row):
        return moved(request, "establishment:sanctions", code)
    back = reverse("establishment:sanctions", args=[code])
    return page(request, "establishment/assess.html", {"organisation": body, "form": form, "row": row, "back": back})


@never_cache
@login_required
def evidence(request: Request, code: str, number: int) -> HttpResponseBase:
    """Give the evidence of a sanction."""
    return files.served(_row(request, code, number).evidence, inline=True)


@never_cache
@login_required
def decision(request: Request, code: str, number: int) -> HttpResponse:
    """Give the decision as PDF, or as Word."""
    row = _row(request, code, number)
    paper, is_word = queries.papers.decision(row), request.GET.get("as") == "word"
    kind = "docx" if is_word else "pdf"
    try:
        content = papers.official_docx(paper) if is_word else papers.official_pdf(paper)
    except ValidationError as refusal:
        return HttpResponse("".join(refusal.messages), content_type="text/plain; charset=utf-8", status=503)
    name = content_disposition_header(as_attachment=True, filename=f"{row.number}处理决定.{kind}") or ""
    return HttpResponse(content, content_type=FILES[kind].media, headers={"Content-Disposition": name})
