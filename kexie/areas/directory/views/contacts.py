"""The address book of an organisation, for those who work in it (ORG-11, COM-01, SCP-04)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kexie.areas.directory import actions, forms
from kexie.areas.directory.models import Tag
from kexie.areas.directory.queries import cards as papers
from kexie.areas.directory.queries import contacts as book
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.organisations.models import Organisation, Post

ANYWHERE = {"region": ""}


@never_cache
@login_required
def contacts(request: Request, code: str) -> HttpResponse:
    """Show the people and bodies that an organisation may write to."""
    body = _opened(request, code)
    form = forms.Contacts(request.GET, body=body)
    filters = form.filters
    found = book.contacts(body, request.actor, filters)
    context = {
        "organisation": body,
        "form": form,
        "filters": filters,
        "found": found,
        "notices": [*form.complaints, *found.notices],
        "may_take": request.actor.may("directory.cards", body),
        "may_group": request.actor.may("directory.add_group", body),
    }
    return page(request, "directory/contacts.html", context)


@never_cache
@login_required
def show_contact(request: Request, code: str, post: int) -> HttpResponse:
    """Show one person's card, the mobile number in part."""
    body = _opened(request, code)
    shown = _entry(request, body, post)
    return page(request, "directory/show_contact.html", _card(request, body, shown))


@never_cache
@login_required
def reveal_contact(request: Request, code: str, post: int) -> HttpResponse:
    """Show a mobile number in full to somebody who says what for (SEC-06)."""
    body = _opened(request, code)
    speaker = book.speaking(body, request.actor)
    rows = Post.objects.where_may(speaker, "directory.reveal_contact").listed().exclude(mobile="")
    shown = get_object_or_404(rows.select_related("organisation", "branch"), pk=post)
    form = forms.RevealContact(request.POST or None)
    is_shown = attempt(request, form, actions.reveal_contact, shown)
    context = _card(request, body, shown, mobile=shown.mobile if is_shown else "")
    context |= {"form": form, "is_shown": is_shown, "back": reverse("directory:show_contact", args=[code, post])}
    if is_shown:
        context["ticket"] = papers.ticket(shown, request.actor.person)
    return page(request, "directory/reveal_contact.html", context)


@never_cache
@login_required
def card(request: Request, code: str, post: int) -> HttpResponse:
    """Give one person's card; the mobile number stands on it for who has just looked at it."""
    body = _opened(request, code)
    shown = _entry(request, body, post)
    is_revealed = papers.is_revealed(shown, request.actor.person, request.POST.get("ticket", ""))
    return _vcard(papers.card(shown, mobile=shown.mobile if is_revealed else ""), f"{shown.holder}.vcf")


@never_cache
@login_required
@require_POST
def cards(request: Request, code: str) -> HttpResponse:
    """Give the cards of several people in one file, without mobile numbers."""
    taking = Organisation.objects.where_may(request.actor, "directory.cards").live()
    body = get_object_or_404(taking, code=code)
    form = forms.Cards(request.POST, body=body)
    rows = book.matched(body, request.actor, form.filters)
    posts = papers.chosen(rows, form.cleaned_data.get("posts") or ())
    actions.cards(body, number=len(posts), by=request.actor)
    return _vcard(papers.cards(posts), f"{body.called}通讯录.vcf")


@never_cache
@login_required
def office(request: Request, code: str, other: str) -> HttpResponse:
    """Show how a body is reached, and who is in it."""
    body = _opened(request, code)
    shown = _body(request, body, other, "public_page", "region")
    speaker = book.speaking(body, request.actor)
    context = {
        "organisation": body,
        "shown": shown,
        "facts": book.office(shown),
        "people": book.holders(body, book.people(speaker, ANYWHERE), shown),
        "named": book.named_contacts(body, shown),
        "staff": book.staff(Appointment.objects.where_may(request.actor, "accounts.staff"), shown),
        "tags": Tag.objects.where_may(speaker, "directory.open_contacts").filter(body=shown),
        "may_tag": request.actor.may("directory.tag", body),
        "may_manage": request.actor.may("directory.manage", shown),
    }
    return page(request, "directory/office.html", context)


@never_cache
@login_required
def tag(request: Request, code: str, other: str) -> HttpResponse:
    """Put an organisation's own tags on a body in its address book."""
    rows = Organisation.objects.where_may(request.actor, "directory.tag").live()
    body = get_object_or_404(rows, code=code)
    shown = _body(request, body, other)
    own = Tag.objects.where_may(book.speaking(body, request.actor), "directory.open_contacts").filter(body=shown)
    form = forms.Tag(request.POST or None, initial={"tags": "、".join(own.values_list("name", flat=True))})
    if attempt(request, form, actions.tag, body, shown):
        return moved(request, "directory:office", code, other)
    context = {"organisation": body, "shown": shown, "form": form}
    return page(request, "directory/tag.html", context | {"back": reverse("directory:office", args=[code, other])})


def _opened(request: Request, code: str) -> Organisation:
    """Return the organisation whose address book is opened, by somebody who works in it."""
    rows = Organisation.objects.where_may(request.actor, "directory.open_contacts").live()
    return get_object_or_404(rows.select_related("region__parent"), code=code)


def _entry(request: Request, body: Organisation, post: int) -> Post:
    rows = Post.objects.where_may(book.speaking(body, request.actor), "directory.contacts").listed()
    return get_object_or_404(rows.select_related("organisation", "branch"), pk=post)


def _body(request: Request, body: Organisation, code: str, *joined: str) -> Organisation:
    rows = Organisation.objects.where_may(book.speaking(body, request.actor), "directory.contacts").live()
    return get_object_or_404(rows.select_related(*joined) if joined else rows, code=code)


def _card(request: Request, body: Organisation, post: Post, *, mobile: str = "") -> dict[str, Any]:
    speaker = book.speaking(body, request.actor)
    return {
        "organisation": body,
        "post": post,
        "label": book.post_label(post.title, post.branch.name if post.branch else ""),
        "facts": book.facts(post, mobile=mobile),
        "qr": papers.picture(post, mobile=mobile),
        "may_reveal": bool(post.mobile) and speaker.may("directory.reveal_contact", post.organisation),
    }


def _vcard(content: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="text/vcard; charset=utf-8", headers=headers)
