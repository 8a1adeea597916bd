"""A body's relations apart from the tree, and what follows from them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kexie.areas.directory import actions as directory
from kexie.areas.directory import forms
from kexie.areas.directory.queries import edges
from kexie.areas.directory.queries import structure as parts
from kexie.areas.directory.queries.editing import editing, one
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import AgreedTask, Organisation, Relation, Turn


@never_cache
@login_required
def relations(request: Request, code: str) -> HttpResponse:
    """Show a body's relations with their history, and a picture of it with all of them."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached.select_related("superior"), code=code)
    found = edges.sides(body, request.actor)
    context = {
        "organisation": body,
        "sides": found,
        "picture": edges.picture(body, found, request.actor),
        "shared": edges.shared(body),
        "may_relate": body.closed_on is None and request.actor.may("directory.relate", body),
        "may_correct": body.closed_on is None and body.is_recognised and request.actor.may("directory.correct", body),
        "is_hosted": rules.is_hosted(body.kind),
        "enters": rules.entered_by(body.kind),
    }
    return page(request, "directory/relations.html", context)


@never_cache
@login_required
def relate(request: Request, code: str) -> HttpResponse:
    """Enter a relation with another body; the association of a recognised one puts right in which unit it is."""
    own = Organisation.objects.where_may(request.actor, "directory.relate").live().filter(code=code).first()
    below = Organisation.objects.where_may(request.actor, "directory.correct").live().recognised()
    body = own or get_object_or_404(below, code=code)
    edges_of = rules.entered_by(body.kind)
    if own is None:
        edges_of = {edge: label for edge, label in edges_of.items() if edge == rules.Edge.HOSTED_BY}
    reached = Organisation.objects.where_may(request.actor, "directory.manage").live()
    form = forms.Relate(
        request.POST or None,
        body=body,
        edges=edges_of,
        bodies=[Organisation.objects.published(), reached],
        initial={"edge": request.GET.get("edge", "")},
    )
    if attempt(request, form, directory.relate, body):
        return moved(request, "directory:relations", code)
    return page(request, "directory/relate.html", editing(body, form, "relations"))


@never_cache
@login_required
def unrelate(request: Request, code: str, relation: int) -> HttpResponse:
    """End a relation, from either side."""
    own = Organisation.objects.where_may(request.actor, "directory.relate").filter(code=code).first()
    below = Organisation.objects.where_may(request.actor, "directory.correct").recognised()
    body = own or get_object_or_404(below, code=code)
    row = get_object_or_404(edges.ending(body) if own else edges.hosting(body), pk=relation)
    form = forms.Unrelate(request.POST or None)
    if attempt(request, form, directory.unrelate, row):
        return moved(request, "directory:relations", code)
    return page(request, "directory/unrelate.html", editing(body, form, "relations", row))


@never_cache
@login_required
def coverage(request: Request, code: str) -> HttpResponse:
    """Show which enterprises of a park have an association, and who keeps contact with the others."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached.filter(kind="park_association"), code=code)
    only = request.GET.get("only", "")
    marks = {name: request.GET.get(name, "") for name in ("after", "before")}
    context = {
        "organisation": body,
        "only": only,
        "found": edges.coverage(body, only=only, **marks),
        "may_relate": body.closed_on is None and request.actor.may("directory.relate", body),
    }
    return page(request, "directory/coverage.html", context)


@never_cache
@login_required
def name_contact(request: Request, code: str, relation: int) -> HttpResponse:
    """Name who keeps contact with an enterprise of the park."""
    related = Organisation.objects.where_may(request.actor, "directory.relate").live()
    body = get_object_or_404(related.filter(kind="park_association"), code=code)
    rows = Relation.objects.of(*edges.parks(body)).filter(edge=rules.Edge.IN_PARK).current()
    row = get_object_or_404(rows.select_related("subject"), pk=relation)
    form = forms.NameContact(request.POST or None, seen=row.revision, initial={"contact": row.contact})
    if attempt(request, form, actions.name_contact, row):
        return moved(request, "directory:coverage", code)
    return page(request, "directory/name_contact.html", editing(body, form, "coverage", row))


@never_cache
@login_required
def turns(request: Request, code: str) -> HttpResponse:
    """Show the calendar of turns of a joint association."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached.filter(kind="joint_association"), code=code)
    context = {
        "organisation": body,
        "turns": edges.turns(body),
        "may_relate": body.closed_on is None and request.actor.may("directory.relate", body),
    }
    return page(request, "directory/turns.html", context)


@never_cache
@login_required
def add_turn(request: Request, code: str) -> HttpResponse:
    """Enter the turn of a founder."""
    related = Organisation.objects.where_may(request.actor, "directory.relate").live()
    body = get_object_or_404(related.filter(kind="joint_association"), code=code)
    form = forms.AddTurn(request.POST or None, founders=edges.members(body, rules.Edge.CO_FOUNDER_OF))
    if attempt(request, form, actions.add_turn, body):
        return moved(request, "directory:turns", code)
    return page(request, "directory/add_turn.html", editing(body, form, "turns"))


@never_cache
@login_required
def remove_turn(request: Request, code: str, turn: int) -> HttpResponse:
    """Take a turn out of the calendar."""
    row = one(Turn.objects.where_may(request.actor, "directory.relate"), code, turn)
    form = forms.RemoveTurn(request.POST or None)
    if attempt(request, form, actions.remove_turn, row):
        return moved(request, "directory:turns", code)
    return page(request, "directory/remove_turn.html", editing(row.organisation, form, "turns", row))


@never_cache
@login_required
def tasks(request: Request, code: str) -> HttpResponse:
    """Show what the members of a federation, or the founders of a joint association, agreed to do."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached.filter(kind__in=rules.AGREEING), code=code)
    context = {
        "organisation": body,
        "tasks": edges.tasks(body),
        "may_relate": body.closed_on is None and request.actor.may("directory.relate", body),
    }
    return page(request, "directory/tasks.html", context)


@never_cache
@login_required
def agree_task(request: Request, code: str) -> HttpResponse:
    """Enter a task that the members agreed on."""
    related = Organisation.objects.where_may(request.actor, "directory.relate").live()
    body = get_object_or_404(related.filter(kind__in=rules.AGREEING), code=code)
    form = forms.AgreeTask(request.POST or None, members=edges.members(body, *edges.SHARING))
    if attempt(request, form, directory.agree_task, body):
        return moved(request, "directory:tasks", code)
    return page(request, "directory/agree_task.html", editing(body, form, "tasks"))


@never_cache
@login_required
def change_task(request: Request, code: str, task: int) -> HttpResponse:
    """Change an agreed task that is not done yet."""
    row = one(AgreedTask.objects.where_may(request.actor, "directory.relate").open(), code, task)
    form = forms.ChangeTask(
        request.POST or None,
        members=edges.members(row.organisation, *edges.SHARING),
        seen=row.revision,
        initial={**parts.initial(row), "due": edges.dues(row.organisation).get(row.pk)},
    )
    if attempt(request, form, directory.change_task, row):
        return moved(request, "directory:tasks", code)
    return page(request, "directory/change_task.html", editing(row.organisation, form, "tasks", row))


@never_cache
@login_required
def complete_task(request: Request, code: str, task: int) -> HttpResponse:
    """Mark an agreed task as done."""
    row = one(AgreedTask.objects.where_may(request.actor, "directory.relate").open(), code, task)
    form = forms.CompleteTask(request.POST or None)
    if attempt(request, form, directory.complete_task, row):
        return moved(request, "directory:tasks", code)
    return page(request, "directory/complete_task.html", editing(row.organisation, form, "tasks", row))
