"""A body's public page, seen from inside: written and put online by itself, taken off by its superior."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.directory import actions, forms
from kexie.areas.directory.models import Logo
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Status

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
    if attempt(request, form, organisations.present, body):
        return moved(request, "directory:present", code)
    context = {
        "organisation": body,
        "form": form,
        "may_publish": request.actor.may("directory.publish", body) and body.status != Status.PREPARING,
        "may_change_logo": request.actor.may("directory.change_logo", body),
    }
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


@never_cache
@login_required
def change_logo(request: Request, code: str) -> HttpResponse:
    """Show a body's logo as it is, and take another one."""
    presented = Organisation.objects.where_may(request.actor, "directory.change_logo").live()
    body = get_object_or_404(presented.select_related("logo"), code=code)
    logo = getattr(body, "logo", None)
    has_logo = logo is not None and logo.file_id is not None
    seen = logo.revision if logo else 0
    form = forms.ChangeLogo(request.POST or None, request.FILES or None, seen=seen, has_logo=has_logo)
    if attempt(request, form, actions.change_logo, body):
        return moved(request, "directory:change_logo", code)
    context = {"organisation": body, "form": form, "back": reverse("directory:present", args=[code])}
    return page(request, "directory/change_logo.html", context)


def logo(request: Request, code: str) -> HttpResponseBase:
    """Give a body's logo: to everybody while its page is online, otherwise to those who may see the body."""
    named = {"organisation__code": code, "file__isnull": False}
    found = Logo.objects.published().filter(**named).select_related("file").first()
    if found is None and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if found is None:
        reached = Logo.objects.where_may(request.actor, "directory.manage").filter(**named)
        found = get_object_or_404(reached.select_related("file"))
    return files.served(found.file, inline=True, request=request)  # type: ignore[arg-type] # asked for with a file
