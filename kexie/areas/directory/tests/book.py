"""An address book as tests need it: two counties of one city, a body below each, and people who hold posts in them."""

import re
from datetime import date
from html import unescape

from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation, Post
from kexie.foundation.organisations.tests import factories

SINCE = date(2024, 1, 1)
MOBILE = "19912345678"


def entry(body: Organisation, holder: str, title: rules.Title = rules.Title.VICE_CHAIR, **fields: object) -> Post:
    """Somebody in the address book."""
    given = {"is_listed": True, **fields}
    return actions.fill_post(body, title=title, holder=holder, since=SINCE, by=factories.BY, **given)  # type: ignore[arg-type]


def names(html: str) -> list[str]:
    """The names in the list, in their order."""
    part = html.rsplit('id="results"', maxsplit=1)[-1].split("<tbody>", 1)
    found = re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', part[1]) if len(part) > 1 else []
    return [unescape(name) for name in found]
