"""Organisations inside the workbench: those below an association, each with its entry."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.directory import actions as directory
from kexie.areas.directory import forms
from kexie.areas.directory.queries import contacts, managing, picking
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import GRASSROOTS
from kexie.foundation.regions.models import Region


@never_cache
@login_required
def subordinates(request: Request, code: str) -> HttpResponse:
    """List the bodies below an association."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached.associations(), code=code)
    form = forms.Subordinates(request.GET)
    found = managing.subordinates(reached, body, form.filters)
    context = {
        "organisation": body,
        "form": form,
        "filters": form.filters,
        "found": found,
        "notices": [*form.complaints, *found.notices],
        "way": managing.way(reached, body),
        "steps": managing.steps(reached, body),
        "may_add": request.actor.may("directory.add", body),
    }
    return page(request, "directory/subordinates.html", context)


@never_cache
@login_required
def manage(request: Request, code: str) -> HttpResponse:
    """Show everything that a body's staff may see of its entry, and what may be done."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached.select_related("superior", "region", "public_page"), code=code)
    may = {
        name: body.closed_on is None and request.actor.may(f"directory.{name}", body)
        for name in ("change", "present", "publish", "move", "close", "take_offline")
    }
    context = {
        "organisation": body,
        "facts": managing.facts(body),
        "profile": managing.profile(body),
        "history": managing.history(body, request.actor),
        "way": managing.way(reached, body),
        "may": may,
        "may_see_staff": request.actor.may("accounts.staff", body),
        "may_see_records": request.actor.may("accounts.records", body),
    }
    return page(request, "directory/manage.html", context)


@never_cache
@login_required
def add(request: Request, code: str) -> HttpResponse:
    """Register a body below an association."""
    addable = Organisation.objects.where_may(request.actor, "directory.add").live()
    superior = get_object_or_404(addable.associations(), code=code)
    form = forms.Add(
        request.POST or None,
        superior=superior,
        bodies=[Organisation.objects.where_may(request.actor, "directory.manage").live()],
        regions=Region.objects.published().filter(code__startswith=superior.territory),
        initial={"region": superior.region, "kind": request.GET.get("kind", "")},
    )
    if attempt(request, form, actions.add, superior):
        made = addable.filter(superior=superior, name=form.cleaned_data["name"].strip()).latest("id")
        return moved(request, "directory:manage", made.code)
    context = {"organisation": superior, "form": form, "back": reverse("directory:subordinates", args=[code])}
    return page(request, "directory/add.html", context)


@never_cache
@login_required
def change(request: Request, code: str) -> HttpResponse:
    """Change a body's own entry."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.change").live(), code=code)
    names = ("name", "short_name", "uscc", "founded_on", "founded_as")
    is_founded = body.is_recognised
    initial = {name: getattr(body, name) for name in names}
    form = forms.Change(request.POST or None, is_founded=is_founded, seen=body.revision, initial=initial)
    if attempt(request, form, actions.change, body):
        return moved(request, "directory:manage", code)
    back = reverse("directory:manage", args=[code])
    context = {"organisation": body, "form": form, "back": back, "is_founded": is_founded}
    return page(request, "directory/change.html", context)


@never_cache
@login_required
def change_profile(request: Request, code: str) -> HttpResponse:
    """Change the particulars that only bodies of this kind have."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.change").live(), code=code)
    profile = managing.profile_of(body)
    if profile is None:
        raise Http404
    form = forms.ChangeProfile(
        request.POST or None,
        body=body,
        regions=Region.objects.published(),
        seen=profile.revision,
        initial=managing.initial(profile),
    )
    if attempt(request, form, actions.change_profile, body):
        return moved(request, "directory:manage", code)
    context = {"organisation": body, "form": form, "back": reverse("directory:manage", args=[code])}
    return page(request, "directory/change_profile.html", context)


@never_cache
@login_required
def move(request: Request, code: str) -> HttpResponse:
    """Hang a body under another superior within one's reach."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.move").live(), code=code)
    superiors = Organisation.objects.where_may(request.actor, "directory.add").live().associations()
    form = forms.Move(
        request.POST or None,
        body=body,
        bodies=superiors.exclude(pk=body.pk),
        regions=Region.objects.published(),
        seen=body.revision,
    )
    if attempt(request, form, directory.move, body):
        return moved(request, "directory:manage", code)
    context = {"organisation": body, "form": form, "back": reverse("directory:manage", args=[code])}
    return page(request, "directory/move.html", context)


@never_cache
@login_required
def close(request: Request, code: str) -> HttpResponse:
    """Close a body below one's own."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.close").live(), code=code)
    form = forms.Close(request.POST or None, seen=body.revision)
    if attempt(request, form, directory.close, body):
        return moved(request, "directory:manage", code)
    context = {"organisation": body, "form": form, "back": reverse("directory:manage", args=[code])}
    return page(request, "directory/close.html", context)


@never_cache
@login_required
def candidates(request: Request, code: str, purpose: str) -> HttpResponse:
    """Offer what matches the words typed into a field of a form about a body."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached, code=code)
    words = request.GET.get(purpose, "")[:60]
    match purpose:
        case "superior":
            below = Organisation.objects.where_may(request.actor, "directory.add").live().associations()
            found = picking.bodies([below.exclude(pk=body.pk)], words)
        case "under":
            mine = contacts.bodies(contacts.speaking(body, request.actor), {"region": ""})
            found = picking.bodies([mine.associations()], words)
        case "host":
            found = picking.bodies([reached.live().filter(kind__in=picking.HOSTS)], words)
        case "below":
            found = picking.bodies([reached.live().under(body).filter(kind__in=GRASSROOTS)], words)
        case "object" | "partner":
            found = picking.bodies([Organisation.objects.published(), reached.live()], words)
        case "region" | "party_region":
            found = picking.regions(Region.objects.published(), words)
        case _:
            raise Http404
    return page(request, "directory/candidates.html", {"candidates": list(found)})
