"""The tags of the workbench."""

from datetime import date
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context

from kexie.website import menu

register = template.Library()


@register.simple_tag(takes_context=True)
def workbench(context: Context) -> menu.Desk:
    """Return menu, workplaces and what waits, for the `organisation` that the page is about.

    Example::

        {% workbench as desk %}
    """
    if isinstance(made := context.get("desk"), menu.Desk):  # by a view that shows more of it
        return made
    request = context["request"]
    return menu.desk(request.actor, context.get("organisation"), request.path)


@register.filter
def now(field: BoundField) -> str:
    """Write what stands now where a field was changed by somebody else meanwhile; nothing where it is the same."""
    row = getattr(field.form, "conflict", None)
    if row is None or not hasattr(field.form, "standing"):
        return ""
    standing = field.form.standing(row)
    if field.name not in standing or _written(standing[field.name]) == _written(field.value()):
        return ""
    return _written(standing[field.name]) or "（空）"


def _written(value: Any) -> str:  # noqa: ANN401 - any field's value
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case date():
            return value.isoformat()
        case list():
            return "、".join(str(one) for one in value)
    return str(value).replace("\r\n", "\n")
