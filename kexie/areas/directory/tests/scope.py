"""Who reaches the pages of organisations; see tests/scope.py."""

from datetime import date

from kexie.areas.directory import actions as contacts
from kexie.areas.directory.queries import edges
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests import hostile
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import AgreedTask, Organisation, Relation, Turn
from kexie.foundation.organisations.tests import factories
from tests.scope import ABOVE, NEAR, READERS, Row, released

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
OWN = ("change", "change_profile", "add_branch", "fill_post", "add_term")
# What a founded body may not change by itself, its association puts right (EST-11).
CORRECTED = ("relate", "terms/{term}/change_term")
CORRECTING = f"{STAFF} parent.secretary {ABOVE}"
OF_PARTS = (
    "branches/{branch}/change_branch",
    "branches/{branch}/close_branch",
    "posts/{post}/change_post",
    "posts/{post}/end_post",
    "links/{relation}/unrelate",
)
OF_JOINT = ("turns", "tasks")
BY_JOINT = (
    "add_turn",
    "agree_task",
    "rounds/{turn}/remove_turn",
    "agreed/{task}/change_task",
    "agreed/{task}/complete_task",
)


def _rows(*pages: str, county: str = "", body: str = "", park: str = "", joint: str = "") -> dict[str, Row]:
    return {f"directory:{page.rsplit('/', 1)[-1]}": Row(f"{BASE}/{page}/", county, body, park, joint) for page in pages}


ROWS = {
    # Nothing of the matrix is published: a page that its body keeps to itself is there for nobody (ORG-08).
    "directory:show": Row("/organisations/{code}/", absent=True),
    "directory:browse": Row("/organisations/", public=True),
    "directory:export": Row("/organisations/export/", public=True),
    "directory:distribution": Row("/distribution/", public=True),
    **_rows(*SHOWN, county=READERS, body=GUIDED, park=READERS, joint=READERS),
    "directory:candidates": Row(f"{BASE}/candidates/object/", county=READERS, body=GUIDED),
    **_rows("subordinates", "subordinates/export_subordinates", county=READERS),
    **_rows("add", "add_many", "add_many/sheet", county=ADDING),
    **_rows(*OWN, *OF_PARTS, county=STAFF, body=STAFF),
    **_rows(*CORRECTED, county=STAFF, body=CORRECTING),
    **_rows("logo", county=READERS, body=GUIDED),
    **_rows("present", "change_logo", "publish", county=EDITORS, body=EDITORS),
    **_rows("move", "close", county=ABOVE, body=ABOVE),
    **_rows("take_offline", county=HALTING, body=HALTING),
    **_rows("coverage", park=READERS),
    **_rows("links/{relation}/name_contact", park=STAFF),
    **_rows(*OF_JOINT, joint=READERS),
    **_rows(*BY_JOINT, joint=STAFF),
    **_rows("contacts", "groups", county=COLLEAGUES, body=COLLEAGUES, park=COLLEAGUES, joint=COLLEAGUES),
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
    relation = _relation(body)
    turn, task = _agreed(body, "联合攻关") if body.kind == "joint_association" else (relation, relation)
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
        "turn": turn.pk,
        "task": task.pk,
    }


def mark(body: Organisation, word: str) -> None:
    """What bodies of some kinds keep to themselves, and an entry that others find in their address books."""
    actions.fill_post(
        body,
        title=rules.Title.SECRETARY_GENERAL,
        holder=f"{released(word)}秘书长",
        since=factories.DAY,
        is_listed=True,
        phone="0730-8400000",
        by=factories.BY,
    )
    if body.kind == "joint_association":
        _agreed(body, f"{word}任务")
    elif body.kind == "park_association":
        relation = _relation(body)
        actions.name_contact(relation, contact=f"{word}联络员", seen=relation.revision, by=factories.BY)


def _relation(body: Organisation) -> Relation:
    if body.kind == "park_association":
        park = Organisation.objects.get(pk__in=edges.parks(body))
        return actions.relate(factories.body(kind="enterprise"), park, edge=rules.Edge.IN_PARK, by=factories.BY)
    kind, edge = "enterprise_association", rules.Edge.GROUP_MEMBER_OF
    if body.kind == "joint_association":
        kind, edge = "enterprise", rules.Edge.CO_FOUNDER_OF
    return actions.relate(factories.body("320113", kind=kind, name="团体会员"), body, edge=edge, by=factories.BY)


def _agreed(body: Organisation, title: str) -> tuple[Turn, AgreedTask]:
    """A founder of a joint association with a turn and a task, which bear this title."""
    year = 2030 + body.turns.count()
    founder = factories.body(kind="enterprise")
    actions.relate(founder, body, edge=rules.Edge.CO_FOUNDER_OF, by=factories.BY)
    span = {"starts_on": date(year, 1, 1), "ends_on": date(year + 1, 1, 1)}
    turn = actions.add_turn(body, founder=founder, **span, holder=title, by=factories.BY)
    return turn, actions.agree_task(body, title=title, lead=founder, agreed_on=factories.DAY, by=factories.BY)
