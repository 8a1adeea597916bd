"""The workbench's menu by centre, and who tells what waits. An area adds its entries here when it is built.

An entry is shown where the actor's roles have its permission in the organisation; its route takes the organisation's
code, so that every workbench has its own addresses (ACC-01: no hidden state).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.affiliations import rules as affiliations
from kexie.areas.care import queries as care
from kexie.areas.charters import rules as charters
from kexie.areas.directory.queries import waiting
from kexie.areas.establishment import queries as establishment
from kexie.areas.establishment import rules as founding
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.todo import Todo, ordered
from kexie.engines.notices import queries as notices
from kexie.engines.worklist import queries as worklist
from kexie.foundation.appointments import queries as appointments
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation


@dataclass(frozen=True)
class Entry:
    """One line of the menu; `kinds` are the bodies in which there is such a thing, none means in all.

    What is `founded` begins with the founding, what is `living` ends when the body does.
    """

    label: str
    route: str
    permission: str
    icon: str
    kinds: frozenset[str] = frozenset()
    founded: bool = False
    living: bool = False

    def fits(self, body: Organisation, actor: Actor) -> bool:
        """Tell whether the body has such a thing and the actor may see it."""
        is_early = self.founded and body.status == rules.Status.PREPARING
        is_late = self.living and body.closed_on is not None
        fits = not self.kinds or body.kind in self.kinds
        return fits and not is_early and not is_late and actor.may(self.permission, body)


@dataclass(frozen=True)
class Centre:
    """A heading of the menu with its entries (H65)."""

    label: str
    entries: tuple[Entry, ...]


BELOW = "directory:subordinates"
ASSOCIATIONS = frozenset({"association"})
PARKS = frozenset({"park_association"})
JOINT = frozenset({"joint_association"})
FOUNDERS = frozenset(code for code in rules.KINDS if founding.kind_of(code))
LIAISING = frozenset(code for code in rules.KINDS if founding.has_liaison(code))
INFORMAL = frozenset(founding.INFORMAL)
STATIONS = frozenset({founding.WORKSTATION})
CONFIRMING = frozenset(founding.CONFIRMING)
UNITING = frozenset(code for code in rules.KINDS if founding.united_by(code))
FOUNDED = frozenset(founding.REVIEWED)
COUNTED = ASSOCIATIONS | rules.WITH_MEMBERS
WITH_PARTS = frozenset(code for code, kind in rules.KINDS.items() if kind.branches)

CENTRES = (
    Centre(
        "统计中心", (Entry("会员统计", "membership:numbers", "membership.numbers", "chart-bar", COUNTED, founded=True),)
    ),
    Centre(
        "管理中心",
        (
            Entry("组织管理", BELOW, "directory.manage", "sitemap", ASSOCIATIONS),
            Entry("注册审核", "registrations:browse", "registrations.browse", "certificate", ASSOCIATIONS),
            Entry("审核管理", "establishment:browse", "establishment.browse", "check", ASSOCIATIONS),
            Entry("变更和注销", "standing:browse", "standing.browse", "edit", ASSOCIATIONS),
            Entry("到期事项", "standing:owed", "standing.browse", "clock", ASSOCIATIONS),
            Entry("设立规定", "establishment:procedures", "establishment.configure", "settings", ASSOCIATIONS),
            Entry("考核评价", "evaluations:browse", "evaluations.browse", "award", ASSOCIATIONS),
            Entry("下级章程", "charters:browse", "charters.browse", "book", ASSOCIATIONS),
            Entry("账号与角色", "accounts:staff", "accounts.staff", "users"),
            Entry("审计记录", "accounts:records", "accounts.records", "book"),
        ),
    ),
    Centre(
        "通讯中心",
        (
            Entry("通讯录", "directory:contacts", "directory.open_contacts", "phone", living=True),
            Entry("收件人分组", "directory:groups", "directory.open_contacts", "users", living=True),
        ),
    ),
    Centre(
        "业务助手",
        (
            Entry("问卷调查", "surveys:browse", "surveys.browse", "list", founded=True),
            Entry("在线投票", "polls:browse", "polls.browse", "trophy", founded=True),
            Entry("调查站点", "stations:browse", "stations.browse", "map-pin", ASSOCIATIONS),
            Entry("调查站点", "stations:hosted", "stations.run", "map-pin", rules.GRASSROOTS, founded=True),
        ),
    ),
    Centre(
        "本组织业务",
        (
            Entry("基本信息", "directory:manage", "directory.manage", "file-text"),
            Entry("建立科协", "establishment:found", "establishment.found", "certificate", FOUNDERS),
            Entry("工作站任务", "establishment:duties", "establishment.prepare", "list", STATIONS),
            Entry("工作站转达", "establishment:voices", "establishment.answer", "list", ASSOCIATIONS),
            Entry("建立科协的准备", "establishment:readiness", "establishment.prepare", "list", INFORMAL),
            Entry("联络员", "establishment:liaison", "establishment.found", "user", LIAISING),
            Entry("联络员", "establishment:liaisons", "establishment.confirm", "user", CONFIRMING),
            Entry("联合发起", "establishment:united", "establishment.unite", "affiliate", UNITING, living=True),
            Entry("设立办理", "establishment:founding", "establishment.prepare", "certificate", FOUNDED),
            Entry("组织状态", "standing:standing", "standing.manage", "clock", rules.GRASSROOTS),
            Entry(
                "处理决定",
                "establishment:sanctions",
                "establishment.prepare",
                "alert-triangle",
                rules.GRASSROOTS,
                founded=True,
            ),
            Entry("年度考核", "evaluations:evaluated", "evaluations.fill", "award", rules.GRASSROOTS, founded=True),
            Entry("公开主页", "directory:present", "directory.present", "world", living=True),
            Entry("组织机构", "directory:structure", "directory.manage", "hierarchy", WITH_PARTS),
            Entry("章程", "charters:browse", "charters.browse", "book", charters.CHARTERED),
            Entry("会员管理", "membership:browse", "membership.browse", "users", rules.WITH_MEMBERS),
            Entry(
                "入会审核",
                "membership:applications",
                "membership.review",
                "certificate",
                rules.WITH_MEMBERS,
                founded=True,
                living=True,
            ),
            Entry("会费", "dues:years", "dues.browse", "file-text", rules.WITH_MEMBERS, founded=True),
            Entry(
                "团体会员",
                "affiliations:browse",
                "affiliations.browse",
                "affiliate",
                affiliations.HOSTS,
                founded=True,
                living=True,
            ),
            Entry(
                "加入的组织",
                "affiliations:joined",
                "affiliations.read",
                "link",
                affiliations.JOINERS,
                founded=True,
                living=True,
            ),
            Entry("会员关怀", "care:letters", "care.manage", "mail", rules.WITH_MEMBERS, founded=True, living=True),
            Entry("关联组织", "directory:relations", "directory.manage", "affiliate"),
            Entry("园区企业", "directory:coverage", "directory.manage", "building-community", PARKS),
            Entry("轮值安排", "directory:turns", "directory.manage", "calendar", JOINT),
            Entry("商定的任务", "directory:tasks", "directory.manage", "list", rules.AGREEING),
        ),
    ),
)
# The platform's three administrators do no business and so have no workbench of an organisation (三员分立).
PLATFORM = (
    Entry("账号查找", "accounts:find_account", "accounts.find_account", "users"),
    Entry("审计记录", "accounts:read_records", "accounts.read_records", "book"),
    Entry("核对记录", "accounts:verify_records", "accounts.verify_records", "circle-check"),
    Entry("平台状态", "accounts:watch_platform", "accounts.watch_platform", "settings"),
)
FIRST = 12  # lines of what waits on the first page
PERSONAL = "own"  # what waits for the person, not for an organisation, in addresses
TODO: tuple[Callable[[Actor, Sequence[Organisation]], Iterator[Todo]], ...] = (
    worklist.todo,
    waiting.todo,
    establishment.todo,
    care.todo,
)


@dataclass(frozen=True)
class Line:
    """An entry as the menu shows it."""

    label: str
    url: str
    icon: str
    current: str


@dataclass(frozen=True)
class Desk:
    """What the shell around a page of the workbench shows.

    `at` is the body whose workbench this is, `about` the one that the page is about: a superior looks into a county's
    page from its own workbench.
    """

    workplaces: list[Organisation]
    at: Organisation | None
    about: Organisation | None
    centres: list[tuple[str, list[Line]]]
    todos: list[Todo] = field(default_factory=list)
    today: date = date.max
    unread: str = ""
    is_first: bool = False

    @property
    def own_todos(self) -> list[Todo]:
        """What waits in this organisation."""
        return [todo for todo in self.todos if self.about and todo.organisation == self.about.pk]

    @property
    def first_todos(self) -> list[Todo]:
        """What the first page shows of what waits; the rest has a page of its own."""
        return self.todos[:FIRST]

    @property
    def has_more(self) -> bool:
        """Tell whether more waits than the first page shows."""
        return len(self.todos) > FIRST

    @property
    def late(self) -> int:
        """How much is overdue."""
        return sum(1 for todo in self.todos if todo.due and todo.due < self.today)

    def narrowed(self, area: str, place: str) -> dict[str, Any]:
        """Return what waits in one area, or in the workplace of a code, and the choices that there are."""
        codes = {body.code: body.pk for body in self.workplaces} | {PERSONAL: 0}
        at = codes.get(place)
        within = [todo for todo in self.todos if at is None or todo.organisation == at]
        areas = {todo.area: notices.kind(todo.area).label for todo in self.todos}
        held = {todo.organisation for todo in self.todos}
        places = [(body.code, body.called) for body in self.workplaces if body.pk in held]
        places += [(PERSONAL, "本人")] if 0 in held else []
        return {
            "todos": [todo for todo in within if area not in areas or todo.area == area],
            "areas": _choices("area", [("", "全部"), *sorted(areas.items())], area, {"place": place}),
            "places": _choices("place", [("", "全部"), *places], place, {"area": area}),
        }


def _choices(
    name: str, options: Sequence[tuple[str, str]], chosen: str, others: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the choices of a filter; none where there is nothing to choose from."""
    known = chosen if chosen in dict(options) else ""
    found = [
        {"label": label, "url": f"?{urlencode({**others, name: value})}", "is_current": value == known}
        for value, label in options
    ]
    return found if len(found) > 2 else []


def platform(actor: Actor) -> list[Line]:
    """Return the pages of the platform's administrator that the actor is."""
    held = (entry for entry in PLATFORM if entry.permission in actor.reaches)
    return [Line(entry.label, reverse(entry.route), entry.icon, "") for entry in held]


def desk(actor: Actor, about: Organisation | None, path: str) -> Desk:
    """Return the shell for a person's page about a body, or about none."""
    workplaces = appointments.workplaces(actor.person) if actor.person else []
    at = home(about, workplaces)
    return Desk(
        workplaces=workplaces,
        at=at,
        about=about,
        centres=list(_centres(at, about, actor, path)) if at else [],
        todos=ordered(todo for tell in TODO for todo in tell(actor, workplaces)),
        today=clock.today(),
        unread=notices.unread(actor),
        is_first=at is not None and path == reverse("directory:desk", args=[at.code]),
    )


def home(body: Organisation | None, workplaces: Sequence[Organisation]) -> Organisation | None:
    """Return the workplace from which a body is looked at: itself, else the nearest above it, else the first.

    A page about no body (notices, worklist, jobs) is seen from the workplace of who has only one.
    """
    if body is None:
        return workplaces[0] if len(workplaces) == 1 else None
    if not workplaces:
        return None
    above = [place for place in workplaces if body.path.startswith(place.path)]
    return max(above, key=lambda place: len(place.path), default=workplaces[0])


def _centres(
    body: Organisation, about: Organisation | None, actor: Actor, path: str
) -> Iterator[tuple[str, list[Line]]]:
    is_below = about is not None and about.pk != body.pk
    for centre in CENTRES:
        if lines := [_line(entry, body, path, is_below) for entry in centre.entries if entry.fits(body, actor)]:
            yield centre.label, lines


def _line(entry: Entry, body: Organisation, path: str, is_below: bool) -> Line:
    """Write an entry; a page about a body below belongs to the list of those."""
    url = reverse(entry.route, args=[body.code])
    is_inside = path.startswith(url) or (is_below and entry.route == BELOW)
    return Line(entry.label, url, entry.icon, "page" if path == url else "true" if is_inside else "")
