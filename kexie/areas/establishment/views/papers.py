"""The papers of a founding, and the public page that verifies a certificate."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import forms, queries
from kexie.areas.establishment.models import Case, Certificate, Reply
from kexie.core.requests import Request, page
from kexie.engines.files.rules import KINDS as FILES
from kexie.engines.papers import queries as papers
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import KINDS, Status


def _case(request: Request, code: str) -> Case:
    """Return a case that one reads from either side."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare")
    rows = ("organisation", "body", "host", "reply")
    own = Case.objects.of(bodies).filter(code=code).select_related(*rows).first()
    reached = Case.objects.where_may(request.actor, "establishment.browse").select_related(*rows)
    return own or get_object_or_404(reached, code=code)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    """Answer with a paper, to be kept."""
    shown = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""
    return HttpResponse(content, content_type=FILES[kind].media, headers={"Content-Disposition": shown})


def _refused(refusal: ValidationError) -> HttpResponse:
    """Say why a paper cannot be drawn, such as without fonts."""
    return HttpResponse("".join(refusal.messages), content_type="text/plain; charset=utf-8", status=503)


@never_cache
@login_required
def reply(request: Request, code: str) -> HttpResponse:
    """Give the reply as PDF, or as Word (EST-10)."""
    case = _case(request, code)
    if not hasattr(case, "reply"):
        raise Http404
    paper, name = queries.papers.reply(case), f"{case.reply.number} {case.body.name}批复"
    if request.GET.get("as") == "word":
        return _file(papers.official_docx(paper), name, "docx")
    try:
        return _file(papers.official_pdf(paper), name, "pdf")
    except ValidationError as refusal:
        return _refused(refusal)


@never_cache
@login_required
def certificate(request: Request, code: str) -> HttpResponse:
    """Give the certificate of registration with its QR code (EST-16)."""
    row = _certificate(request, code)
    address = request.build_absolute_uri(reverse("establishment:certificates", args=[row.code]))
    try:
        return _file(papers.certificate(queries.papers.certificate(row, address)), f"{row.name}登记证书", "pdf")
    except ValidationError as refusal:
        return _refused(refusal)


@never_cache
@login_required
def plaque(request: Request, code: str) -> HttpResponse:
    """Give the plaque as PDF for the engraver, or as a picture (EST-16)."""
    row = _certificate(request, code)
    name = f"{row.name}牌匾"
    try:
        if request.GET.get("as") == "picture":
            return _file(papers.plaque_picture(row.name, row.organisation.name), name, "png")
        return _file(papers.plaque(row.name, row.organisation.name), name, "pdf")
    except ValidationError as refusal:
        return _refused(refusal)


def _certificate(request: Request, code: str) -> Certificate:
    """Return the certificate of a case that one reads from either side."""
    rows = Certificate.objects.published().current().select_related("body", "organisation")
    return get_object_or_404(rows, body=_case(request, code).body_id)


@never_cache
@login_required
def replies(request: Request, code: str) -> HttpResponse:
    """Show the replies that an association issued, the newest first (EST-10)."""
    reached = Organisation.objects.where_may(request.actor, "establishment.browse")
    body = get_object_or_404(reached.associations(), code=code)
    rows = Reply.objects.where_may(request.actor, "establishment.browse")
    found = queries.register(rows, body, forms.Replies(request.GET).filters)
    return page(request, "establishment/replies.html", {"organisation": body, "found": found})


@never_cache
def certificates(request: Request, code: str) -> HttpResponse:
    """Let anybody verify a certificate: what it says, and how the body stands today (EST-16)."""
    row = get_object_or_404(Certificate.objects.published().select_related("body", "organisation"), code=code)
    body = row.body
    context = {
        "certificate": row,
        "body": body,
        "kind": KINDS[body.kind].label,
        "is_good": row.replaced_on is None and body.status == Status.ACTIVE,
        "facts": queries.papers.facts(row),
    }
    return page(request, "establishment/certificates.html", context)
