"""The body's roll of members."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.membership import actions, forms, rules
from kexie.areas.membership.models import Application, Claim, Member, Tag
from kexie.areas.membership.queries import members, tags
from kexie.core import qr
from kexie.core.lists import counted
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """List a body's members."""
    body = _body(request, code)
    form = forms.Browse(request.GET, tags=_tags(request, body))
    filters = form.filters
    waiting = Application.objects.where_may(request.actor, "membership.review").filter(organisation=body).waiting()
    join = reverse("membership:apply", args=[code])
    context = {
        "organisation": body,
        "form": form,
        "filters": filters,
        "found": members.browse(Member.objects.where_may(request.actor, "membership.browse"), body, filters),
        "waiting": counted(waiting),
        "claims": counted(
            Claim.objects.where_may(request.actor, "membership.manage").filter(organisation=body).waiting()
        ),
        "leaving": Member.objects.where_may(request.actor, "membership.manage")
        .leaving()
        .filter(organisation=body)[:20],
        "may_manage": request.actor.may("membership.manage", body),
        "may_export": request.actor.may("membership.export", body),
        "join": request.build_absolute_uri(join) if body.is_public else "",
        "qr": qr.picture(request.build_absolute_uri(join)) if body.is_public else "",
    }
    return page(request, "membership/browse.html", context)


@never_cache
@login_required
def add(request: Request, code: str) -> HttpResponse:
    """Enter a member by hand."""
    rows = Organisation.objects.where_may(request.actor, "membership.manage").live().filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(rows, code=code)
    form = forms.Add(request.POST or None)
    if attempt(request, form, actions.add, body):
        return moved(request, "membership:show", vars(form)["result"].code)
    context = {"form": form, "organisation": body, "back": reverse("membership:browse", args=[code])}
    return page(request, "membership/add.html", context)


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show a member to the body's staff, numbers masked."""
    rows = Member.objects.where_may(request.actor, "membership.browse")
    member = get_object_or_404(rows.select_related("organisation", "person"), code=code)
    body = member.organisation
    context = {
        "organisation": body,
        "member": member,
        "standing": members.standing(member),
        "facts": members.facts(member),
        "rights": members.labels(rules.rights(member.status)),
        "changes": member.changes.all(),
        "tags": tags.of_member(member),
        "may_manage": request.actor.may("membership.manage", body),
        "may_reveal": request.actor.may("membership.reveal", body),
    }
    return page(request, "membership/show.html", context)


@never_cache
@login_required
def change(request: Request, code: str) -> HttpResponse:
    """Correct a member's entry."""
    rows = Member.objects.where_may(request.actor, "membership.manage")
    member = get_object_or_404(rows.select_related("organisation"), code=code)
    now = {name: getattr(member, name) for name in forms.Change.base_fields}
    form = forms.Change(request.POST or None, initial=now, seen=member.revision)
    if attempt(request, form, actions.change, member):
        return moved(request, "membership:show", code)
    return page(request, "membership/change.html", _about(member) | {"form": form})


@never_cache
@login_required
def reveal(request: Request, code: str) -> HttpResponse:
    """Show a member's numbers in full to somebody who says what for (SEC-06)."""
    rows = Member.objects.where_may(request.actor, "membership.reveal")
    member = get_object_or_404(rows.select_related("organisation"), code=code)
    form = forms.Reveal(request.POST or None)
    is_shown = attempt(request, form, actions.reveal, member)
    context = _about(member) | {"form": form, "is_shown": is_shown}
    context |= {"facts": members.facts(member, in_full=True)} if is_shown else {}
    return page(request, "membership/reveal.html", context)


def _body(request: Request, code: str) -> Organisation:
    rows = Organisation.objects.where_may(request.actor, "membership.browse").filter(kind__in=WITH_MEMBERS)
    return get_object_or_404(rows, code=code)


def _tags(request: Request, body: Organisation) -> list[tuple[str, str]]:
    return tags.options(Tag.objects.where_may(request.actor, "membership.browse"), body)


def _about(member: Member) -> dict[str, object]:
    back = reverse("membership:show", args=[member.code])
    return {"organisation": member.organisation, "member": member, "back": back}
