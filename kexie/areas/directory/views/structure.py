"""The parts of a body: its structure, posts and terms of office."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kexie.areas.directory import actions as directory
from kexie.areas.directory import forms
from kexie.areas.directory.queries import structure as parts
from kexie.areas.directory.queries.editing import editing, one
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Branch, Organisation, Post, Term


@never_cache
@login_required
def structure(request: Request, code: str) -> HttpResponse:
    """Show the parts of a body, who holds which post, its terms, and what was before."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.manage"), code=code)
    found = parts.structure(body)
    context = {
        "organisation": body,
        "found": found,
        "flat": parts.flat(found.parts),
        "may_arrange": body.closed_on is None and request.actor.may("directory.arrange", body),
        "may_set_terms": body.closed_on is None and _may_set_terms(request, body),
    }
    return page(request, "directory/structure.html", context)


def _may_set_terms(request: Request, body: Organisation) -> bool:
    """Tell who may change a term: the body itself while it is not recognised, its association then (EST-14)."""
    return request.actor.may("directory.correct" if body.is_recognised else "directory.arrange", body)


@never_cache
@login_required
def add_branch(request: Request, code: str) -> HttpResponse:
    """Set up a part of a body."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.arrange").live(), code=code)
    form = forms.AddBranch(request.POST or None, body=body)
    if attempt(request, form, actions.add_branch, body):
        return moved(request, "directory:structure", code)
    return page(request, "directory/add_branch.html", editing(body, form, "structure"))


@never_cache
@login_required
def change_branch(request: Request, code: str, branch: int) -> HttpResponse:
    """Rename a part of a body or change what is known of it."""
    row = one(Branch.objects.where_may(request.actor, "directory.arrange"), code, branch)
    form = forms.ChangeBranch(
        request.POST or None,
        body=row.organisation,
        seen=row.revision,
        initial=parts.initial(row),
    )
    if attempt(request, form, actions.change_branch, row):
        return moved(request, "directory:structure", code)
    return page(request, "directory/change_branch.html", editing(row.organisation, form, "structure", row))


@never_cache
@login_required
def close_branch(request: Request, code: str, branch: int) -> HttpResponse:
    """Close a part of a body."""
    row = one(Branch.objects.where_may(request.actor, "directory.arrange"), code, branch)
    form = forms.CloseBranch(request.POST or None)
    if attempt(request, form, actions.close_branch, row):
        return moved(request, "directory:structure", code)
    return page(request, "directory/close_branch.html", editing(row.organisation, form, "structure", row))


@never_cache
@login_required
def fill_post(request: Request, code: str) -> HttpResponse:
    """Enter who holds a post."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.arrange").live(), code=code)
    form = forms.FillPost(
        request.POST or None, body=body, initial={"branch": request.GET.get("branch"), "is_listed": True}
    )
    if attempt(request, form, actions.fill_post, body):
        return moved(request, "directory:structure", code)
    return page(request, "directory/fill_post.html", editing(body, form, "structure"))


@never_cache
@login_required
def change_post(request: Request, code: str, post: int) -> HttpResponse:
    """Put right what was entered of a post."""
    row = one(Post.objects.where_may(request.actor, "directory.arrange"), code, post)
    form = forms.ChangePost(request.POST or None, post=row, seen=row.revision, initial=parts.initial(row))
    if attempt(request, form, actions.change_post, row):
        return moved(request, "directory:structure", code)
    return page(request, "directory/change_post.html", editing(row.organisation, form, "structure", row))


@never_cache
@login_required
def end_post(request: Request, code: str, post: int) -> HttpResponse:
    """End a post."""
    row = one(Post.objects.where_may(request.actor, "directory.arrange"), code, post)
    form = forms.EndPost(request.POST or None)
    if attempt(request, form, actions.end_post, row):
        return moved(request, "directory:structure", code)
    return page(request, "directory/end_post.html", editing(row.organisation, form, "structure", row))


@never_cache
@login_required
def add_term(request: Request, code: str) -> HttpResponse:
    """Enter a term of office."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "directory.arrange").live(), code=code)
    form = forms.AddTerm(request.POST or None)
    if attempt(request, form, directory.add_term, body):
        return moved(request, "directory:structure", code)
    return page(request, "directory/add_term.html", editing(body, form, "structure"))


@never_cache
@login_required
def change_term(request: Request, code: str, term: int) -> HttpResponse:
    """Change when a term of office begins or ends."""
    own = Term.objects.where_may(request.actor, "directory.arrange").filter(pk=term)
    below = Term.objects.where_may(request.actor, "directory.correct")
    recognised = Organisation.objects.where_may(request.actor, "directory.correct").recognised()
    row = one(own if own.exists() else below.filter(organisation__in=recognised), code, term)
    form = forms.ChangeTerm(request.POST or None, seen=row.revision, initial=parts.initial(row))
    if attempt(request, form, directory.change_term, row):
        return moved(request, "directory:structure", code)
    return page(request, "directory/change_term.html", editing(row.organisation, form, "structure", row))
