"""Who reaches the pages of organisations; see tests/scope.py."""

from datetime import date

from kexie.areas.directory import actions as contacts
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests import hostile
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from tests.scope import ABOVE, NEAR, READERS, Row

GUIDED = f"{READERS} guide.administrator"
STAFF = "own.administrator own.secretary"
# The address book of a body is opened by those who work in it, and by nobody else (SCP-04).
COLLEAGUES = " ".join(who for who in NEAR if who.startswith("own."))
TAKING = f"{STAFF} own.leader"
EDITORS = f"{STAFF} own.editor"
ADDING = f"{STAFF} parent.secretary {ABOVE}"
HALTING = f"parent.secretary parent.reviewer {ABOVE}"
BASE = "/organisations/{code}"

SHOWN = ("desk", "manage", "structure", "relations")
OWN = ("change", "change_profile", "add_branch", "fill_post", "add_term", "relate")
OF_PARTS = (
    "branches/{branch}/change_branch",
    "branches/{branch}/close_branch",
    "posts/{post}/change_post",
    "posts/{post}/end_post",
    "terms/{term}/change_term",
    "links/{relation}/unrelate",
)
# Only park associations, joint associations and federations have these; see their own tests.
OF_OTHER_KINDS = (
    "coverage",
    "turns",
    "add_turn",
    "tasks",
    "agree_task",
    "links/{relation}/name_contact",
    "rounds/{turn}/remove_turn",
    "agreed/{task}/change_task",
    "agreed/{task}/complete_task",
)


def _rows(*pages: str, county: str = "", body: str = "") -> dict[str, Row]:
    return {f"directory:{page.rsplit('/', 1)[-1]}": Row(f"{BASE}/{page}/", county=county, body=body) for page in pages}


ROWS = {
    # Nothing of the matrix is published: a page that its body keeps to itself is there for nobody (ORG-08).
    "directory:show": Row("/organisations/{code}/", absent=True),
    "directory:browse": Row("/organisations/", public=True),
    "directory:export": Row("/organisations/export/", public=True),
    "directory:distribution": Row("/distribution/", public=True),
    **_rows(*SHOWN, county=READERS, body=GUIDED),
    "directory:candidates": Row(f"{BASE}/candidates/object/", county=READERS, body=GUIDED),
    **_rows("subordinates", "subordinates/export_subordinates", county=READERS),
    **_rows("add", "add_many", "add_many/sheet", county=ADDING),
    **_rows(*OWN, *OF_PARTS, county=STAFF, body=STAFF),
    **_rows("logo", county=READERS, body=GUIDED),
    **_rows("present", "change_logo", "publish", county=EDITORS, body=EDITORS),
    **_rows("move", "close", county=ABOVE, body=ABOVE),
    **_rows("take_offline", county=HALTING, body=HALTING),
    **_rows(*OF_OTHER_KINDS),
    **_rows("contacts", "groups", county=COLLEAGUES, body=COLLEAGUES),
    **_rows(
        "contacts/{listed}/show_contact",
        "contacts/{listed}/card",
        "contacts/{code}/office",
        "groups/{group}/show_group",
        county=COLLEAGUES,
        body=COLLEAGUES,
    ),
    **_rows(
        "contacts/{listed}/reveal_contact", "contacts/cards", "contacts/export_contacts", county=TAKING, body=TAKING
    ),
    **_rows(
        "contacts/{code}/tag",
        "add_group",
        "groups/{group}/change_group",
        "groups/{group}/remove_group",
        county=STAFF,
        body=STAFF,
    ),
}


def things(body: Organisation) -> dict[str, int]:
    """Make what the addresses of a body's parts and relations name."""
    since = date(2026, 1, 1)
    branch = actions.add_branch(body, kind=rules.BranchKind.STUDY_GROUP, name="炼油学组", by=factories.BY)
    post = actions.fill_post(body, title=rules.Title.LEADER, holder="李工", since=since, branch=branch, by=factories.BY)
    term = actions.add_term(body, number=1, starts_on=since, ends_on=date(2031, 1, 1), by=factories.BY)
    member = factories.body("320113", name="团体会员科协")
    relation = actions.relate(member, body, edge=rules.Edge.GROUP_MEMBER_OF, by=factories.BY)
    listed = actions.fill_post(
        body,
        title=rules.Title.VICE_CHAIR,
        holder="赵工",
        since=since,
        is_listed=True,
        mobile="19900000001",
        by=factories.BY,
    )
    contacts.change_logo(body, logo=Upload("徽标.webp", "webp", hostile.picture("WEBP")), by=factories.BY)
    group = contacts.add_group(body, name="常用收件人", is_picked=False, by=factories.BY)
    return {
        "listed": listed.pk,
        "group": group.pk,
        "branch": branch.pk,
        "post": post.pk,
        "term": term.pk,
        "relation": relation.pk,
        "turn": relation.pk,
        "task": relation.pk,
    }
