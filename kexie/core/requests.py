"""The request as our views see it, and the four words every view uses: `attempt`, `moved`, `page`, `part`."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from kexie.core.actors import Actor
from kexie.core.forms import Form
from kexie.core.locks import Stale

REFUSED, CONFLICT = 422, 409


class Request(HttpRequest):
    """A request after our middleware: `actor` says who asks and from where."""

    actor: Actor
    htmx: HtmxDetails


def attempt(request: Request, form: Form, action: Callable[..., object], *things: object) -> bool:
    """Run the action with what the form holds; tell whether it succeeded.

    `form.result` is then what the action returned. A rule's refusal, a stale page and a broken constraint become
    sentences on the form; `form.status` is the status that `page` answers with, and what was typed stays.

    Example::

        if attempt(request, form, actions.move, body):
            return moved(request, "directory:show", body.code)
    """
    if request.method != "POST":
        return False
    status = REFUSED
    if form.is_valid():
        try:
            with transaction.atomic():
                vars(form)["result"] = action(*things, **form.cleaned_data, by=request.actor)
            return True
        except Stale as stale:
            status = CONFLICT
            vars(form)["conflict"] = stale.row
            form.add_error(None, "这一页打开之后，别人已经改过这些内容。请对照现在的内容，再保存一次。")
        except ValidationError as refusal:
            form.refuse(refusal)
        except IntegrityError as broken:
            form.add_error(None, sentence(broken))
    vars(form)["status"] = status
    return False


def sentence(broken: IntegrityError) -> str:
    """Return the Chinese sentence of the constraint that the database found broken.

    Each constraint of our models carries its sentence; an unknown one is a defect and is raised again.
    """
    name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
        if words := getattr(model, "constraint_sentences", {}).get(name):
            return str(words)
    raise broken


def moved(request: Request, to: str, *args: object) -> HttpResponse:
    """Lead the browser to another page, also when htmx asked.

    Example::

        return moved(request, "directory:show", body.code)
    """
    address = resolve_url(to, *args)
    if request.htmx:
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address, status=303)


def page(request: Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with the whole template, or for htmx with the part named like the target.

    A form in the context that was refused gives its status (422, or 409 for a stale page).

    Example::

        return page(request, "directory/browse.html", {"listing": listing})
    """
    form = context.get("form")
    status = getattr(form, "status", status) if isinstance(form, Form) else status
    name = template
    if request.htmx and not request.htmx.boosted and request.htmx.target:
        name = part(template, request.htmx.target)
    response = HttpResponse(get_template(name).render(dict(context), request), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def part(template: str, target: str) -> str:
    """Return the name of the template's part for that target, or the whole template where it has none."""
    try:
        get_template(f"{template}#{target}")
    except TemplateDoesNotExist:
        return template
    return f"{template}#{target}"
