"""Members as tables: many entered at once, and the roll taken away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.membership import actions, forms, rules
from kexie.areas.membership.models import Member, Tag
from kexie.areas.membership.queries import exports, imports, tags
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files.rules import KINDS
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS


@never_cache
@login_required
def add_many(request: Request, code: str) -> HttpResponse:
    """Enter many members from a table."""
    rows = Organisation.objects.where_may(request.actor, "membership.manage").live().filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(rows, code=code)
    form = forms.AddMany(request.POST or None, request.FILES or None)
    if attempt(request, form, actions.add_many, body):
        return moved(request, "jobs:show", vars(form)["result"].code)
    back = reverse("membership:browse", args=[code])
    context = {"organisation": body, "form": form, "back": back, "most": rules.MAX_ROWS}
    return page(request, "membership/add_many.html", context)


@never_cache
@login_required
def sheet(request: Request, code: str) -> HttpResponse:
    """Give the table in which members are written."""
    rows = Organisation.objects.where_may(request.actor, "membership.manage").live().filter(kind__in=WITH_MEMBERS)
    get_object_or_404(rows, code=code)
    name = content_disposition_header(as_attachment=True, filename="批量登记会员.xlsx") or ""
    return HttpResponse(imports.template(), content_type=KINDS["xlsx"].media, headers={"Content-Disposition": name})


@never_cache
@login_required
def export(request: Request, code: str) -> HttpResponse:
    """Let the roll be written, as it was filtered."""
    rows = Organisation.objects.where_may(request.actor, "membership.export").filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(rows, code=code)
    offered = tags.options(Tag.objects.where_may(request.actor, "membership.export"), body)
    form = forms.Export(request.POST if request.method == "POST" else request.GET, tags=offered)
    if attempt(request, form, actions.export, body):
        return moved(request, "jobs:show", vars(form)["result"].code)
    members = Member.objects.where_may(request.actor, "membership.export")
    context = {
        "organisation": body,
        "form": form,
        "filters": form.filters,
        "table": exports.table(members, body, form.filters),
        "back": reverse("membership:browse", args=[code]),
    }
    return page(request, "membership/export.html", context)
