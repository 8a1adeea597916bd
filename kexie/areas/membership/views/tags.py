"""A body's groups of members."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.membership import actions, forms
from kexie.areas.membership.models import Member, Tag
from kexie.areas.membership.queries import members
from kexie.areas.membership.queries import tags as queries
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS


@never_cache
@login_required
def tags(request: Request, code: str) -> HttpResponse:
    """List a body's groups of members."""
    bodies = Organisation.objects.where_may(request.actor, "membership.browse").filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(bodies, code=code)
    context = {
        "organisation": body,
        "tags": queries.tags(Tag.objects.where_may(request.actor, "membership.browse"), body),
        "may_manage": request.actor.may("membership.manage", body),
        "may_write": request.actor.may("care.manage", body),
    }
    return page(request, "membership/tags.html", context)


@never_cache
@login_required
def add_tag(request: Request, code: str) -> HttpResponse:
    """Name a group."""
    body = _body(request, code)
    form = forms.AddTag(request.POST or None)
    if attempt(request, form, actions.add_tag, body):
        return moved(request, "membership:tags", code)
    return page(request, "membership/add_tag.html", {"organisation": body, "form": form, "back": _back(body)})


@never_cache
@login_required
def change_tag(request: Request, code: str) -> HttpResponse:
    """Call a group by another name."""
    tag = _tag(request, code)
    form = forms.ChangeTag(request.POST or None, initial={"name": tag.name}, seen=tag.revision)
    if attempt(request, form, actions.change_tag, tag):
        return moved(request, "membership:tags", tag.organisation.code)
    context = {"organisation": tag.organisation, "tag": tag, "form": form, "back": _back(tag.organisation)}
    return page(request, "membership/change_tag.html", context)


@never_cache
@login_required
def remove_tag(request: Request, code: str) -> HttpResponse:
    """Remove a group; its members stay."""
    tag = _tag(request, code)
    form = forms.RemoveTag(request.POST or None, seen=tag.revision)
    if attempt(request, form, actions.remove_tag, tag):
        return moved(request, "membership:tags", tag.organisation.code)
    context = {"organisation": tag.organisation, "tag": tag, "form": form, "back": _back(tag.organisation)}
    return page(request, "membership/remove_tag.html", context)


@never_cache
@login_required
def tag(request: Request, code: str) -> HttpResponse:
    """Put a member into groups."""
    rows = Member.objects.where_may(request.actor, "membership.manage")
    member = get_object_or_404(rows.select_related("organisation"), code=code)
    body = member.organisation
    offered = queries.options(Tag.objects.where_may(request.actor, "membership.manage"), body)
    now = list(member.tagged.values_list("tag__code", flat=True))
    form = forms.Tag(request.POST or None, tags=offered, initial={"tags": now}, seen=member.revision)
    if attempt(request, form, actions.tag, member):
        return moved(request, "membership:show", code)
    back = reverse("membership:show", args=[code])
    context = {"organisation": body, "member": member, "form": form, "back": back, "offered": offered}
    return page(request, "membership/tag.html", context)


@never_cache
@login_required
def tag_many(request: Request, code: str) -> HttpResponse:
    """Put many members into a group: those ticked in the roll, or all whom its filters leave."""
    body = _body(request, code)
    offered = queries.options(Tag.objects.where_may(request.actor, "membership.manage"), body)
    rows = Member.objects.where_may(request.actor, "membership.manage").on_roll()
    picked = request.GET.getlist("member")[: members.SIZE]
    chosen = rows.filter(organisation=body, code__in=picked).order_by("name_key", "id")
    people = queries.named(chosen) if picked else None
    initial = {"member": [one for one, _ in people or ()]}
    form = forms.TagMany(request.POST or None, asked=request.GET, tags=offered, members=people, initial=initial)
    chosen = chosen if picked else members.matched(rows, body, form.filters)
    if attempt(request, form, actions.tag_many, body, chosen):
        return moved(request, members.address(body, {"tag": vars(form)["result"].code}))
    context = {
        "organisation": body,
        "form": form,
        "number": chosen.count(),
        "is_picked": bool(picked),
        "back": members.address(body, form.filters),
    }
    return page(request, "membership/tag_many.html", context)


def _body(request: Request, code: str) -> Organisation:
    rows = Organisation.objects.where_may(request.actor, "membership.manage").filter(kind__in=WITH_MEMBERS)
    return get_object_or_404(rows, code=code)


def _tag(request: Request, code: str) -> Tag:
    rows = Tag.objects.where_may(request.actor, "membership.manage").select_related("organisation")
    return get_object_or_404(rows, code=code)


def _back(body: Organisation) -> str:
    return reverse("membership:tags", args=[body.code])
