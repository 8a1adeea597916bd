"""The inbox. Everybody has an own one, and nobody reads another's: it is not there for them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.notices import actions, forms, queries
from kexie.engines.notices.models import Notice
from kexie.engines.notices.rules import Channel
from kexie.foundation.people.models import Person


@never_cache
@login_required
def browse(request: Request) -> HttpResponse:
    """Show one's own notices."""
    filters = forms.Browse(request.GET).filters
    rows = Notice.objects.of(request.actor)
    context = {"inbox": queries.inbox(rows, filters), "filters": filters, "unread": queries.unread(request.actor)}
    return page(request, "notices/browse.html", context)


@never_cache
@login_required
@require_safe
def show(request: Request, code: str) -> HttpResponse:
    """Mark one's notice as read and lead to where the work is."""
    rows = Notice.objects.of(request.actor).select_related("announcement")
    notice = get_object_or_404(rows, announcement__code=code)
    actions.read(notice, by=request.actor)
    return moved(request, notice.announcement.link)


@never_cache
@login_required
@require_POST
def read(request: Request, code: str) -> HttpResponse:
    """Mark one's notice as read and stay."""
    notice = get_object_or_404(Notice.objects.of(request.actor), announcement__code=code)
    attempt(request, forms.Read(request.POST), actions.read, notice)
    return moved(request, "notices:browse")


@never_cache
@login_required
@require_POST
def read_all(request: Request) -> HttpResponse:
    """Mark all one's notices as read, or those of a kind."""
    attempt(request, forms.ReadAll(request.POST), actions.read_all)
    return moved(request, "notices:browse")


@never_cache
@login_required
def change(request: Request) -> HttpResponse:
    """Choose how one's notices come."""
    person = Person.objects.of(request.actor).get()
    has_email = Channel.EMAIL in queries.channels()
    form = forms.Change(request.POST or None, person=person, has_email=has_email)
    if attempt(request, form, actions.change, person):
        return moved(request, f"{reverse('notices:change')}?saved")
    context = {"form": form, "has_email": has_email, "is_saved": "saved" in request.GET and not form.is_bound}
    return page(request, "notices/change.html", context)
