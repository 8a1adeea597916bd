"""One's own account."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kexie.areas.accounts import forms
from kexie.areas.accounts.queries.services import services
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.people import actions
from kexie.foundation.people.models import Person


@never_cache
@login_required
def show(request: Request) -> HttpResponse:
    """Show one's own account."""
    context = {"person": Person.objects.of(request.actor).get(), "services": services(request)}
    return page(request, "accounts/show.html", context)


@sensitive_post_parameters("present", "new", "again")
@never_cache
@login_required
def change_password(request: Request) -> HttpResponse:
    """Change one's own password; other sessions end."""
    person = Person.objects.of(request.actor).get()
    form = forms.ChangePassword(request.POST or None, person=person)
    if attempt(request, form, actions.change_password, person):
        update_session_auth_hash(request, Person.objects.of(request.actor).get())
        return moved(request, "accounts:show")
    return page(request, "accounts/change_password.html", {"form": form})
