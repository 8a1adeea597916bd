"""Lists of organisations to take away, and the table with which many are registered at once."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.directory import actions, forms
from kexie.areas.directory.queries import adding, exports
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files.rules import KINDS
from kexie.engines.sheets import queries as sheets
from kexie.foundation.organisations.models import Organisation


def export(request: Request) -> HttpResponse:
    """Give the list of organisations online, filtered; a long one is written meanwhile for those who signed in."""
    form = forms.Export(request.POST if request.method == "POST" else request.GET)
    base = request.build_absolute_uri(reverse("directory:browse"))
    if request.actor.person and attempt(request, form, actions.export, base):
        return moved(request, "jobs:show", vars(form)["result"].code)
    table = exports.online(Organisation.objects.published(), form.filters, base)
    if request.method == "GET" and exports.is_short(table):
        content = sheets.write(table.columns, table.rows(table.found()), title=table.title, notes=table.notes)
        return _file(content, f"{table.name}.xlsx")
    context = {"form": form, "filters": form.filters, "table": table, "back": exports.browse_address(form.filters)}
    return page(request, "directory/export.html", context)


@never_cache
@login_required
def export_subordinates(request: Request, code: str) -> HttpResponse:
    """Let the list of the bodies below an association be written."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached.associations(), code=code)
    form = forms.ExportSubordinates(request.POST if request.method == "POST" else request.GET)
    if attempt(request, form, actions.export_subordinates, body):
        return moved(request, "jobs:show", vars(form)["result"].code)
    context = {
        "organisation": body,
        "form": form,
        "filters": form.filters,
        "table": exports.subordinates(reached, body, form.filters),
    }
    return page(request, "directory/export_subordinates.html", context)


@never_cache
@login_required
def export_contacts(request: Request, code: str) -> HttpResponse:
    """Let the address book of an organisation be written, mobile numbers masked."""
    rows = Organisation.objects.where_may(request.actor, "directory.export_contacts").live()
    body = get_object_or_404(rows.select_related("region__parent"), code=code)
    form = forms.ExportContacts(request.POST if request.method == "POST" else request.GET, body=body)
    if attempt(request, form, actions.export_contacts, body):
        return moved(request, "jobs:show", vars(form)["result"].code)
    context = {
        "organisation": body,
        "form": form,
        "filters": form.filters,
        "table": exports.contacts(body, request.actor, form.filters),
    }
    return page(request, "directory/export_contacts.html", context)


@never_cache
@login_required
def add_many(request: Request, code: str) -> HttpResponse:
    """Register many bodies below an association, from a table."""
    superior = get_object_or_404(
        Organisation.objects.where_may(request.actor, "directory.add").live().associations(), code=code
    )
    form = forms.AddMany(request.POST or None, request.FILES or None)
    if attempt(request, form, actions.add_many, superior):
        return moved(request, "jobs:show", vars(form)["result"].code)
    context = {"organisation": superior, "form": form, "back": reverse("directory:subordinates", args=[code])}
    return page(request, "directory/add_many.html", context)


@never_cache
@login_required
def sheet(request: Request, code: str) -> HttpResponse:
    """Give the table in which bodies to be registered are written."""
    superiors = Organisation.objects.where_may(request.actor, "directory.add").live().associations()
    get_object_or_404(superiors, code=code)
    return _file(adding.template(), "批量登记组织.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(content, content_type=KINDS["xlsx"].media, headers=headers)
