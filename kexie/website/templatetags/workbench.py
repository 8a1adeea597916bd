"""The tag of the workbench's shell."""

from django import template
from django.template import Context

from kexie.website import menu

register = template.Library()


@register.simple_tag(takes_context=True)
def workbench(context: Context) -> menu.Desk:
    """Return menu, workplaces and what waits, for the `organisation` that the page is about.

    Example::

        {% workbench as desk %}
    """
    request = context["request"]
    return menu.desk(request.actor, context.get("organisation"), request.path)
