"""A body's public page, seen from inside: written and put online by itself, taken off by its superior."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.directory import forms
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation

WRITTEN = ("introduction", "address", "postcode", "longitude", "latitude", "phone", "email", "website", "released")


@never_cache
@login_required
def present(request: Request, code: str) -> HttpResponse:
    """Write a body's own page and release its sections."""
    presented = Organisation.objects.where_may(request.actor, "directory.present").live()
    body = get_object_or_404(presented.select_related("public_page"), code=code)
    own = body.public_page
    initial = {name: getattr(own, name) for name in WRITTEN} | {"highlights": "\n".join(own.highlights)}
    form = forms.Present(request.POST or None, seen=own.revision, initial=initial)
    if attempt(request, form, actions.present, body):
        return moved(request, "directory:present", code)
    context = {"organisation": body, "form": form, "may_publish": request.actor.may("directory.publish", body)}
    return page(request, "directory/present.html", context)


@never_cache
@login_required
def publish(request: Request, code: str) -> HttpResponse:
    """Put a body's own page online."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.publish").live(), code=code)
    form = forms.Publish(request.POST or None)
    if attempt(request, form, actions.publish, body):
        return moved(request, "directory:present", code)
    context = {"organisation": body, "form": form, "back": reverse("directory:present", args=[code])}
    return page(request, "directory/publish.html", context)


@never_cache
@login_required
def take_offline(request: Request, code: str) -> HttpResponse:
    """Take the page of a body below one's own off the portal, with a reason."""
    below = Organisation.objects.where_may(request.actor, "directory.take_offline").live()
    body = get_object_or_404(below, code=code)
    form = forms.TakeOffline(request.POST or None)
    if attempt(request, form, actions.take_offline, body):
        return moved(request, "directory:manage", code)
    context = {"organisation": body, "form": form, "back": reverse("directory:manage", args=[code])}
    return page(request, "directory/take_offline.html", context)
