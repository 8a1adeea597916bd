"""What goes out by e-mail: that there is something and where, never whom it concerns or what somebody wrote."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from kexie.core import clock
from kexie.engines.notices import queries
from kexie.engines.notices.models import Delivery, Notice
from kexie.engines.notices.rules import Cadence

SHOWN = 30  # lines of a digest


def letter(delivery: Delivery) -> EmailMultiAlternatives | None:
    """Return the letter of a delivery; None where nothing is to be said any more or nobody wants it."""
    if not delivery.person.email or delivery.person.closed_at is not None:
        return None
    notices = _of_notice(delivery) if delivery.cadence == Cadence.ONCE else _of_digest(delivery)
    if not notices:
        return None
    name = settings.SITE["name"]
    number = len(notices)
    title = notices[0].announcement.title if delivery.cadence == Cadence.ONCE else f"{number} 条未读消息"
    address = settings.ADDRESS
    preferences = f"{address}{reverse('notices:change')}"
    context = {
        "site": name,
        "intro": _intro(delivery, number),
        "lines": [_line(notice, address) for notice in notices[:SHOWN]],
        "more": number - SHOWN if number > SHOWN else 0,
        "inbox": f"{address}{reverse('notices:browse')}",
        "preferences": preferences,
        "address": address,
    }
    made = EmailMultiAlternatives(
        subject=f"【{name}】{title}",
        body=render_to_string("notices/_letter.txt", context),
        to=[delivery.person.email],
        headers={"Auto-Submitted": "auto-generated", "Message-ID": _message_id(delivery)}
        | ({"List-Unsubscribe": f"<{preferences}>"} if address else {}),
    )
    made.attach_alternative(render_to_string("notices/_letter.html", context), "text/html")
    return made


def _of_notice(delivery: Delivery) -> list[Notice]:
    """Return the notice, unless it was read meanwhile or its kind does not go out at once any more."""
    rows = delivery.person.notices.filter(deliveries=delivery, read_at=None)
    found = rows.select_related("announcement__organisation")
    return [row for row in found if queries.cadence(delivery.person, row.kind) == Cadence.ONCE]


def _of_digest(delivery: Delivery) -> list[Notice]:
    return list(queries.of_digest(delivery).select_related("announcement__organisation"))


def _intro(delivery: Delivery, number: int) -> str:
    if delivery.cadence == Cadence.ONCE:
        return "您有一条新消息："
    days = "一周" if delivery.cadence == Cadence.WEEKLY else "一天"
    return f"最近{days}您有 {number} 条消息还没有读："


def _line(notice: Notice, address: str) -> dict[str, str]:
    told = notice.announcement
    return {
        "title": told.title,
        "place": told.organisation.called if told.organisation else "",
        "at": f"{notice.at.astimezone(clock.PLACE):%Y-%m-%d %H:%M}",
        "url": f"{address}{reverse('notices:show', args=[told.code])}",
    }


def _message_id(delivery: Delivery) -> str:
    """Return the same for every attempt, so that a mailbox can tell a letter that came twice."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<notice-{delivery.pk}-{delivery.channel}@{host}>"
