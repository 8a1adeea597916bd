"""Terms of office: of a recognised body they begin with an election, and its association puts mistakes right."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from kexie.areas.directory import rules
from kexie.core.actors import Actor
from kexie.engines.notices.actions import announce
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation, Term


@transaction.atomic
def add_term(body: Organisation, *, number: int, starts_on: date, ends_on: date, by: Actor) -> Term:
    """Enter a term of office: the first that is known, or one before it; the next one comes by an election (EST-14)."""
    newest = body.terms_of_office.order_by("period").last()
    if newest is not None and starts_on >= newest.period.lower:
        is_corrected = by.may("directory.correct", body)
        rules.require_election(is_recognised=body.is_recognised, is_corrected=is_corrected)
    return actions.add_term(body, number=number, starts_on=starts_on, ends_on=ends_on, by=by)


@transaction.atomic
def change_term(term: Term, *, starts_on: date, ends_on: date, seen: int, by: Actor) -> Term:
    """Put right when a term begins or ends; a recognised body is told that its association did (EST-14)."""
    body, is_corrected = term.organisation, by.may("directory.correct", term.organisation)
    rules.require_election(is_recognised=body.is_recognised, is_corrected=is_corrected)
    changed = actions.change_term(term, starts_on=starts_on, ends_on=ends_on, seen=seen, by=by)
    if is_corrected:
        announce(
            "directory.change_term",
            title=f"上级科协更正了{body.called}的任期",
            text=f"{changed}：{starts_on:%Y-%m-%d} 至 {ends_on:%Y-%m-%d}。经办：{by.name}。",
            link=reverse("directory:structure", args=[body.code]),
            organisation=body,
            permission="directory.change",
            by=by,
        )
    return changed
