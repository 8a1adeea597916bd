"""Polls as they are published, looked after and closed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.gatherings import queries as gatherings
from kexie.areas.membership.models import Member, Tag
from kexie.areas.polls import actions, forms, rules
from kexie.areas.polls.models import Poll
from kexie.areas.polls.queries import counting, drafting
from kexie.core import qr
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.papers import queries as papers
from kexie.engines.questionnaires import rules as questionnaires
from kexie.foundation.organisations.models import Organisation

ROWS = ("organisation", "questionnaire", "collection__version", "collection__questionnaire")
USUAL = {"audience": "link", "once": "device", "ranking": "end", "rate": rules.USUAL_RATE}


@never_cache
@login_required
def publish(request: Request, code: str) -> HttpResponse:
    """Publish a draft: for whom it is, how often, what guards it; what is wrong with it is told before (PLL-01)."""
    poll = _managed(request, code)
    if poll.collection and request.method == "GET":
        return moved(request, "polls:show", code)
    members, bodies = Member.objects.published(), Organisation.objects.published()
    tags = Tag.objects.where_may(request.actor, "polls.manage").filter(organisation=poll.organisation)
    groups = gatherings.groups(tags, members)
    form = forms.Publish(request.POST or None, groups=groups, seen=poll.revision, initial=USUAL)
    if attempt(request, form, actions.publish, poll):
        return moved(request, "polls:show", code)
    context = _about(poll) | {
        "form": form,
        "back": reverse("polls:change", args=[code]),
        "flaws": drafting.wrong(poll),
        "reach": gatherings.reach(members, bodies, poll.organisation),
    }
    return page(request, "polls/publish.html", context)


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show how a poll stands: its address, how many voted, who leads, who is still expected (FRM-10)."""
    rows = Poll.objects.where_may(request.actor, "polls.browse")
    poll = get_object_or_404(rows.select_related(*ROWS), code=code)
    may_manage = request.actor.may("polls.manage", poll.organisation)
    if poll.collection is None:
        return moved(request, "polls:change" if may_manage else "polls:preview", code)
    link = _link(request, poll)
    state = gatherings.state(poll)
    context = _about(poll) | {
        "link": link,
        "qr": qr.picture(link),
        "state": state.value,
        "state_label": "投票中" if state.value == "open" else questionnaires.STATE_LABELS[state],
        "found": counting.counted(poll),
        "roll": gatherings.roll(poll),
        "missing": gatherings.missing(poll, **forms.Show(request.GET).filters),
        "may_manage": may_manage,
    }
    return page(request, "polls/show.html", context)


@never_cache
@login_required
def poster(request: Request, code: str) -> HttpResponse:
    """Show a page to be printed and hung up."""
    poll = _opened(request, code)
    link = _link(request, poll)
    return page(request, "polls/poster.html", _about(poll) | {"link": link, "qr": qr.picture(link)})


@never_cache
@login_required
def picture(request: Request, code: str) -> HttpResponse:
    """Give the QR code as a picture file."""
    poll = _opened(request, code)
    headers = {"Content-Disposition": f'attachment; filename="{poll.code}.png"'}
    return HttpResponse(qr.png(_link(request, poll), scale=16), content_type="image/png", headers=headers)


@never_cache
@login_required
def card(request: Request, code: str) -> HttpResponse:
    """Give the card to be shared: title, who asks, until when, and the QR code, as a picture (PLL-01)."""
    poll = _opened(request, code)
    closes_at = poll.collection.closes_at if poll.collection else None
    drawn = papers.card(str(poll), by=poll.organisation.name, until=closes_at, link=_link(request, poll))
    headers = {"Content-Disposition": f'attachment; filename="{poll.code}-card.png"'}
    return HttpResponse(drawn, content_type="image/png", headers=headers)


@never_cache
@login_required
def remind(request: Request, code: str) -> HttpResponse:
    """Remind those who are expected and have not voted."""
    poll = _opened(request, code)
    form = forms.Remind(request.POST or None)
    if attempt(request, form, actions.remind, poll):
        return moved(request, "polls:show", code)
    return page(request, "polls/remind.html", _about(poll) | {"form": form, "roll": gatherings.roll(poll)})


@never_cache
@login_required
def extend(request: Request, code: str) -> HttpResponse:
    """Fix another closing time; what was closed goes on."""
    poll = _opened(request, code)
    initial = {"closes_at": poll.collection.closes_at if poll.collection else None}
    form = forms.Extend(request.POST or None, seen=poll.revision, initial=initial)
    if attempt(request, form, actions.extend, poll):
        return moved(request, "polls:show", code)
    return page(request, "polls/extend.html", _about(poll) | {"form": form})


@never_cache
@login_required
def close(request: Request, code: str) -> HttpResponse:
    """Take no more votes."""
    poll = _opened(request, code)
    form = forms.Close(request.POST or None)
    if attempt(request, form, actions.close, poll):
        return moved(request, "polls:show", code)
    return page(request, "polls/close.html", _about(poll) | {"form": form})


@never_cache
@login_required
def archive(request: Request, code: str) -> HttpResponse:
    """Put a closed poll away."""
    poll = _opened(request, code)
    form = forms.Archive(request.POST or None, seen=poll.revision)
    if attempt(request, form, actions.archive, poll):
        return moved(request, "polls:show", code)
    return page(request, "polls/archive.html", _about(poll) | {"form": form})


def _managed(request: Request, code: str) -> Poll:
    rows = Poll.objects.where_may(request.actor, "polls.manage").select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _opened(request: Request, code: str) -> Poll:
    rows = Poll.objects.where_may(request.actor, "polls.manage").published().select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _link(request: Request, poll: Poll) -> str:
    return request.build_absolute_uri(reverse("poll", args=[poll.code]))


def _about(poll: Poll) -> dict[str, object]:
    back = reverse("polls:show", args=[poll.code])
    about = {"organisation": poll.organisation, "poll": poll, "collection": poll.collection, "back": back}
    return {**about, "survey": poll}  # parts shared with surveys know it by their word
