"""Groups of recipients that an organisation has saved (COM-01)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.directory import actions, forms
from kexie.areas.directory.models import Group
from kexie.areas.directory.queries import contacts as book
from kexie.areas.directory.queries import groups as saved
from kexie.core.requests import Request, attempt, moved, page
from kexie.core.scope import Scoped
from kexie.foundation.organisations.models import Organisation

ANYWHERE = {"region": ""}


@never_cache
@login_required
def groups(request: Request, code: str) -> HttpResponse:
    """List the groups of an organisation, each with how many it stands for today."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.open_contacts").live(), code=code)
    rows = Group.objects.where_may(request.actor, "directory.open_contacts")
    context = {
        "organisation": body,
        "groups": saved.listed(body, rows, request.actor),
        "may_add": request.actor.may("directory.add_group", body),
    }
    return page(request, "directory/groups.html", context)


@never_cache
@login_required
def show_group(request: Request, code: str, group: int) -> HttpResponse:
    """Show whom a group stands for today."""
    row = _group(Group.objects.where_may(request.actor, "directory.open_contacts"), code, group)
    context = {
        "organisation": row.organisation,
        "group": row,
        "rule": saved.rule(row),
        "number": saved.number(row, request.actor),
        "members": saved.members(row, request.actor),
        "shown": saved.SHOWN,
        "may_change": request.actor.may("directory.change_group", row.organisation),
    }
    return page(request, "directory/show_group.html", context)


@never_cache
@login_required
def add_group(request: Request, code: str) -> HttpResponse:
    """Name a group of recipients."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.add_group").live(), code=code)
    reached = book.bodies(book.speaking(body, request.actor), ANYWHERE)
    picked = list(reached.filter(code__in=request.GET.getlist("bodies")[:60]).order_by("name_key"))
    initial = {"is_picked": "1" if picked else "", "bodies": picked}
    form = forms.AddGroup(request.POST or None, body=body, bodies=reached, tags=saved.tags(body), initial=initial)
    if attempt(request, form, actions.add_group, body):
        return moved(request, "directory:show_group", code, vars(form)["result"].pk)
    context = {"organisation": body, "form": form, "back": reverse("directory:groups", args=[code])}
    return page(request, "directory/add_group.html", context)


@never_cache
@login_required
def change_group(request: Request, code: str, group: int) -> HttpResponse:
    """Change a group of recipients."""
    row = _group(Group.objects.where_may(request.actor, "directory.change_group"), code, group)
    body = row.organisation
    reached = book.bodies(book.speaking(body, request.actor), ANYWHERE)
    form = forms.ChangeGroup(
        request.POST or None,
        body=body,
        bodies=reached,
        tags=saved.tags(body),
        seen=row.revision,
        initial=saved.initial(row, reached),
    )
    if attempt(request, form, actions.change_group, row):
        return moved(request, "directory:show_group", code, group)
    context = {"organisation": body, "form": form, "back": reverse("directory:show_group", args=[code, group])}
    return page(request, "directory/change_group.html", context)


@never_cache
@login_required
def remove_group(request: Request, code: str, group: int) -> HttpResponse:
    """Remove a group of recipients."""
    row = _group(Group.objects.where_may(request.actor, "directory.remove_group"), code, group)
    form = forms.RemoveGroup(request.POST or None)
    if attempt(request, form, actions.remove_group, row):
        return moved(request, "directory:groups", code)
    context = {"organisation": row.organisation, "group": row, "form": form}
    return page(
        request, "directory/remove_group.html", context | {"back": reverse("directory:show_group", args=[code, group])}
    )


def _group(rows: Scoped[Group], code: str, number: int) -> Group:
    living = rows.filter(organisation__closed_on=None).select_related("organisation", "under", "region")
    return get_object_or_404(living, organisation__code=code, pk=number)
