"""Kinds of body, their places in the tree and their other relations, as declared data. No tables, no clock.

G is the General Rules for enterprise associations (2022-06-17), H a question of the working handbook.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any
from unicodedata import normalize

from django.core.exceptions import ValidationError
from stdnum.cn import uscc as uscc_number
from stdnum.exceptions import ValidationError as NumberError

from kexie.core.trail import Words


class Family(StrEnum):
    """What sort of body a kind is."""

    ASSOCIATION = "association"
    GRASSROOTS = "grassroots"
    REGISTERED = "registered"


class Listing(StrEnum):
    """The public lists: the three of organisations online (H64), and two more so that every page can be found."""

    ENTERPRISE = "enterprise"
    PARK = "park"
    UNION = "union"
    ASSOCIATION = "association"
    REGISTERED = "registered"


LISTING_LABELS = {
    Listing.ENTERPRISE: "企业科协",
    Listing.PARK: "园区科协",
    Listing.UNION: "联合会（联合体）",
    Listing.ASSOCIATION: "各级科协",
    Listing.REGISTERED: "登记单位",
}
GRASSROOTS_LISTS = (Listing.ENTERPRISE, Listing.PARK, Listing.UNION)


class Profile(StrEnum):
    """Which table keeps the particulars of a kind (ORG-07)."""

    ASSOCIATION = "association"
    ENTERPRISE = "enterprise"
    GRASSROOTS = "grassroots"
    NONE = ""


class Edge(IntEnum):
    """Relations between bodies apart from the tree (ORG-04, ORG-05, ORG-05b)."""

    HOSTED_BY = 1
    GUIDED_BY = 2
    GROUP_MEMBER_OF = 3
    CO_FOUNDER_OF = 4
    MEMBER_OF = 5
    PARTICIPANT_OF = 6
    IN_PARK = 7


@dataclass(frozen=True)
class Kind:
    """A kind of body: what it may host, what it may join, and where it is shown.

    A new kind is a new entry here and nothing else (ORG-01c).
    """

    code: str
    label: str
    family: Family
    listing: Listing
    profile: Profile = Profile.NONE
    hosts: frozenset[str] = frozenset()
    joins: frozenset[Edge] = frozenset()
    branches: bool = True


_ENTERPRISE_HOSTS = frozenset({"enterprise_association", "workstation"})
_PARK_HOSTS = frozenset({"park_association", "workstation"})
_GRASSROOTS_JOINS = frozenset(
    {Edge.GUIDED_BY, Edge.GROUP_MEMBER_OF, Edge.MEMBER_OF, Edge.PARTICIPANT_OF, Edge.HOSTED_BY}
)
_REGISTERED_JOINS = frozenset({Edge.MEMBER_OF, Edge.PARTICIPANT_OF, Edge.IN_PARK, Edge.CO_FOUNDER_OF})


def _grassroots(code: str, label: str, listing: Listing, *, joins: frozenset[Edge] = _GRASSROOTS_JOINS) -> Kind:
    return Kind(code, label, Family.GRASSROOTS, listing, Profile.GRASSROOTS, joins=joins)


def _registered(code: str, label: str, *, joins: frozenset[Edge] = _REGISTERED_JOINS, **extra: Any) -> Kind:
    return Kind(code, label, Family.REGISTERED, Listing.REGISTERED, joins=joins, **extra)


_ASSOCIATION = Kind(
    "association",
    "科协",
    Family.ASSOCIATION,
    Listing.ASSOCIATION,
    Profile.ASSOCIATION,
    joins=frozenset({Edge.GROUP_MEMBER_OF}),
)
_CONSORTIUM_JOINS = frozenset({Edge.GUIDED_BY, Edge.MEMBER_OF})
_WORKSTATION_JOINS = frozenset({Edge.GUIDED_BY, Edge.HOSTED_BY, Edge.MEMBER_OF})

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        _ASSOCIATION,
        _grassroots("enterprise_association", "企业科协", Listing.ENTERPRISE),
        _grassroots("park_association", "园区科协", Listing.PARK),
        _grassroots("joint_association", "企业联合科协", Listing.ENTERPRISE),
        _grassroots("federation", "企业科协联合会", Listing.UNION),
        _grassroots("consortium", "企业科技联合体", Listing.UNION, joins=_CONSORTIUM_JOINS),
        _grassroots("workstation", "企业科协工作站", Listing.ENTERPRISE, joins=_WORKSTATION_JOINS),
        _registered("enterprise", "企业", profile=Profile.ENTERPRISE, hosts=_ENTERPRISE_HOSTS, branches=False),
        _registered("park", "园区", hosts=_PARK_HOSTS, branches=False),
        _registered("society", "学会", joins=_REGISTERED_JOINS | {Edge.GROUP_MEMBER_OF}),
        _registered("university", "高校"),
        _registered("institute", "科研院所"),
        _registered("maker_space", "众创空间", hosts=_PARK_HOSTS),
        _registered("hospital", "医院", hosts=_ENTERPRISE_HOSTS),
        _registered("industry_alliance", "产业联盟"),
        _registered("service_body", "科技服务机构"),
        _registered("other", "其他单位", hosts=_ENTERPRISE_HOSTS),
    )
}
GRASSROOTS = frozenset(kind.code for kind in KINDS.values() if kind.family == Family.GRASSROOTS)

# What each relation leads to; an empty set means any kind that hosts the subject.
EDGE_OBJECTS: dict[Edge, frozenset[str]] = {
    Edge.HOSTED_BY: frozenset(),
    Edge.GUIDED_BY: frozenset({"enterprise_association", "park_association", "joint_association"}),
    Edge.GROUP_MEMBER_OF: frozenset({"association", "enterprise_association", "federation"}),
    Edge.CO_FOUNDER_OF: frozenset({"joint_association"}),
    Edge.MEMBER_OF: frozenset({"federation"}),
    Edge.PARTICIPANT_OF: frozenset({"consortium"}),
    Edge.IN_PARK: frozenset({"park"}),
}

# Who enters a relation. What gives somebody a reach is entered by the body that gives it (SCP-01): a guide reaches the
# bodies that it guides, so these say by whom they are guided; everywhere else the body that keeps the list of members.
ENTERED_BY_SUBJECT = frozenset({Edge.HOSTED_BY, Edge.GUIDED_BY})
ENTERED_FOR = {"park_association": Edge.IN_PARK}  # a park association enters the enterprises of the park it is in

# Bodies that people join as members of their own; a workstation or a consortium is none (MEM-01).
WITH_MEMBERS = frozenset({"enterprise_association", "park_association", "joint_association", "federation"})
# Bodies whose members or founders agree on tasks.
AGREEING = frozenset({"federation", "joint_association"})

# As read from the subject, and as read from the object.
EDGE_LABELS: dict[Edge, tuple[str, str]] = {
    Edge.HOSTED_BY: ("所在单位", "设立的组织"),
    Edge.GUIDED_BY: ("业务指导", "受其指导的组织"),
    Edge.GROUP_MEMBER_OF: ("加入为团体会员", "团体会员"),
    Edge.CO_FOUNDER_OF: ("共同发起", "发起企业"),
    Edge.MEMBER_OF: ("加入的联合会", "成员单位"),
    Edge.PARTICIPANT_OF: ("参与的联合体", "参与单位"),
    Edge.IN_PARK: ("所在园区", "园区企业"),
}


class Level(StrEnum):
    """The five levels of association (ORG-01)."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    SUBPROVINCIAL = "subprovincial"
    PREFECTURE = "prefecture"
    COUNTY = "county"


LEVEL_LABELS = {
    Level.NATIONAL: "全国",
    Level.PROVINCIAL: "省级",
    Level.SUBPROVINCIAL: "副省级城市",
    Level.PREFECTURE: "地市级",
    Level.COUNTY: "区县级",
}

# Sub-provincial cities and prefectures of one province are peers (SCP-07).
TIERS = {Level.NATIONAL: 0, Level.PROVINCIAL: 1, Level.SUBPROVINCIAL: 2, Level.PREFECTURE: 2, Level.COUNTY: 3}
BODY_TIER = 4
STEP = 7  # characters of the path for one step down

SUBPROVINCIAL_CITIES = frozenset(
    "210100 210200 220100 230100 320100 330100 330200 350200 370100 370200 420100 440100 440300 510100 610100".split()
)
CORPS_TERRITORY = "65"  # the Production and Construction Corps: provincial level, no region of its own
NATIONAL = "中国科学技术协会"
CORPS = "新疆生产建设兵团科学技术协会"


class Status(StrEnum):
    """Where a body stands in its life."""

    PREPARING = "preparing"
    ACTIVE = "active"
    RECTIFYING = "rectifying"
    CLOSED = "closed"


STATUS_LABELS = {
    Status.PREPARING: "筹备中",
    Status.ACTIVE: "正常",
    Status.RECTIFYING: "限期整改",
    Status.CLOSED: "已注销",
}


class Ownership(StrEnum):
    """Who owns an enterprise (ORG-07)."""

    STATE = "state"
    PRIVATE = "private"
    FOREIGN = "foreign"
    MIXED = "mixed"


OWNERSHIP_LABELS = {
    Ownership.STATE: "国有",
    Ownership.PRIVATE: "民营",
    Ownership.FOREIGN: "外资",
    Ownership.MIXED: "混合所有制",
}


class Size(StrEnum):
    """The size class of an enterprise in official statistics."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


SIZE_LABELS = {Size.LARGE: "大型", Size.MEDIUM: "中型", Size.SMALL: "小型", Size.MICRO: "微型"}


class BranchKind(StrEnum):
    """Parts of a body that are no nodes of the tree (ORG-05a, H11, H14)."""

    SECRETARIAT = "secretariat"
    DEPARTMENT = "department"
    WORKING_COMMITTEE = "working_committee"
    SPECIALIST_COMMITTEE = "specialist_committee"
    STUDY_GROUP = "study_group"
    BRANCH = "branch"


BRANCH_LABELS = {
    BranchKind.SECRETARIAT: "秘书处（办公室）",
    BranchKind.DEPARTMENT: "内设部门",
    BranchKind.WORKING_COMMITTEE: "工作委员会",
    BranchKind.SPECIALIST_COMMITTEE: "专门（专业）委员会",
    BranchKind.STUDY_GROUP: "学组",
    BranchKind.BRANCH: "分会",
}


class Title(IntEnum):
    """Posts, in the order in which a structure chart shows them (ORG-10)."""

    CHAIR = 10
    VICE_CHAIR = 20
    STANDING_MEMBER = 30
    COMMITTEE_MEMBER = 40
    SECRETARY_GENERAL = 50
    DEPUTY_SECRETARY_GENERAL = 60
    HONORARY_CHAIR = 70
    ADVISER = 80
    LEADER = 110
    DEPUTY_LEADER = 120
    SECRETARY = 130


TITLE_LABELS = {
    Title.CHAIR: "主席",
    Title.VICE_CHAIR: "副主席",
    Title.STANDING_MEMBER: "常务委员",
    Title.COMMITTEE_MEMBER: "委员",
    Title.SECRETARY_GENERAL: "秘书长",
    Title.DEPUTY_SECRETARY_GENERAL: "副秘书长",
    Title.HONORARY_CHAIR: "名誉主席",
    Title.ADVISER: "顾问",
    Title.LEADER: "负责人",
    Title.DEPUTY_LEADER: "副负责人",
    Title.SECRETARY: "秘书",
}
SINGLE_TITLES = (Title.CHAIR, Title.SECRETARY_GENERAL, Title.LEADER)
BODY_TITLES = frozenset(title for title in Title if title < 100)
BRANCH_TITLES = frozenset(title for title in Title if title > 100)


class Section(StrEnum):
    """Sections of a public page; each is public only when the body has released it (ORG-08)."""

    PARTICULARS = "particulars"
    INTRODUCTION = "introduction"
    STRUCTURE = "structure"
    POSTS = "posts"
    CONTACTS = "contacts"
    RELATIONS = "relations"
    CHARTER = "charter"


SECTION_LABELS = {
    Section.PARTICULARS: "基本情况",
    Section.INTRODUCTION: "组织简介",
    Section.STRUCTURE: "组织架构",
    Section.POSTS: "任职人员",
    Section.CONTACTS: "联系方式",
    Section.RELATIONS: "关联组织",
    Section.CHARTER: "章程",
}

# GB/T 4754-2017: sections of the classification of industries.
INDUSTRIES = {
    "A": "农、林、牧、渔业",
    "B": "采矿业",
    "C": "制造业",
    "D": "电力、热力、燃气及水生产和供应业",
    "E": "建筑业",
    "F": "批发和零售业",
    "G": "交通运输、仓储和邮政业",
    "H": "住宿和餐饮业",
    "I": "信息传输、软件和信息技术服务业",
    "J": "金融业",
    "K": "房地产业",
    "L": "租赁和商务服务业",
    "M": "科学研究和技术服务业",
    "N": "水利、环境和公共设施管理业",
    "O": "居民服务、修理和其他服务业",
    "P": "教育",
    "Q": "卫生和社会工作",
    "R": "文化、体育和娱乐业",
    "S": "公共管理、社会保障和社会组织",
}


def label(kind: str, level: str) -> str:
    """Return what a kind is called; an association by its level too.

    >>> label("association", "county"), label("park", "")
    ('区县级科协', '园区')
    """
    return f"{LEVEL_LABELS[Level(level)]}科协" if level else KINDS[kind].label


def tier(kind: str, level: str) -> int:
    """Return how deep a body stands: 0 national to 3 county, 4 everything that is no association."""
    return TIERS[Level(level)] if kind == "association" else BODY_TIER


def require_kind(kind: str, level: str) -> None:
    """Refuse an unknown kind, an association without a level, or another body with one."""
    if kind not in KINDS:
        raise ValidationError({"kind": "没有这种组织类型。"})
    if (kind == "association") != (level in set(Level)):
        raise ValidationError({"level": "各级科协要选择级别，其他组织没有级别。"})


def require_alive(*, status: str) -> None:
    """Refuse to go on with a body that is closed."""
    if status == Status.CLOSED:
        raise ValidationError("这个组织已经注销。")


def require_founded(*, status: str) -> None:
    """Refuse to publish a body that is only being prepared (EST-02b)."""
    if status == Status.PREPARING:
        raise ValidationError("本组织还在筹备，成立以后才能公开主页。")


def require_amended(*, offline_at: datetime | None, changed_at: datetime | None) -> None:
    """Refuse to put a page online again as the superior took it off (ORG-08)."""
    if offline_at is not None and (changed_at is None or changed_at <= offline_at):
        raise ValidationError("主页被上级下线后还没有修改过，请先按下线原因修改，再重新公开。")


def require_relocatable(*, kind: str) -> None:
    """Refuse to carry the association of a place to another place (ORG-03)."""
    if kind == "association":
        raise ValidationError({"region": "各级科协的地区随行政区划变更，不能改选。"})


def require_place(
    *, kind: str, level: str, territory: str, superior_kind: str, superior_tier: int, superior_territory: str
) -> None:
    """Refuse a place in the tree that the order of levels or the region does not allow (ORG-01, ORG-02, G12)."""
    if superior_kind != "association":
        raise ValidationError({"superior": "上级只能是一级科协（《企业科学技术协会组织通则》第十二条）。"})
    if tier(kind, level) <= superior_tier:
        raise ValidationError({"superior": "上级科协的级别应高于本组织。"})
    if not territory.startswith(superior_territory):
        raise ValidationError({"region": "所在地区不在上级科协的辖区内，请改选地区或上级。"})


def require_outside(*, path: str, superior_path: str) -> None:
    """Refuse to move a body under itself or under its own subordinates."""
    if superior_path.startswith(path):
        raise ValidationError({"superior": "不能移到自己或自己的下级之下。"})


def clean_uscc(number: str) -> str:
    """Return a unified social credit code in its one form; refuse a wrong one (GB 32100-2015).

    >>> clean_uscc("9143 0600 0000 0000 0r")
    '91430600000000000R'
    """
    compact = re.sub(r"[\s-]", "", number).upper()
    if len(compact) != 18:
        raise ValidationError({"uscc": f"统一社会信用代码应为 18 位，现在是 {len(compact)} 位。"})
    try:
        return str(uscc_number.validate(compact))
    except NumberError:
        raise ValidationError({"uscc": "统一社会信用代码的校验位不对，请对照营业执照核对。"}) from None


def require_edge(*, edge: Edge, subject_kind: str, object_kind: str) -> None:
    """Refuse a relation that the two kinds may not have (ORG-04, ORG-05, G15, G16, H45, H47, H49, H51)."""
    if edge == Edge.HOSTED_BY:
        allowed = subject_kind in KINDS[object_kind].hosts
    else:
        allowed = edge in KINDS[subject_kind].joins and object_kind in EDGE_OBJECTS[edge]
    if not allowed:
        subject, thing = KINDS[subject_kind].label, KINDS[object_kind].label
        raise ValidationError({"object": f"{subject}与{thing}之间不能有“{EDGE_LABELS[edge][0]}”关系。"})


def is_hosted(kind: str) -> bool:
    """Tell whether bodies of a kind are set up in another body (ORG-01b).

    >>> is_hosted("enterprise_association"), is_hosted("federation")
    (True, False)
    """
    return any(kind in host.hosts for host in KINDS.values())


def entered_by(kind: str) -> dict[Edge, str]:
    """Return the relations that a body of a kind enters, as it reads them.

    >>> entered_by("federation")[Edge.MEMBER_OF], entered_by("enterprise_association")[Edge.GUIDED_BY]
    ('成员单位', '业务指导')
    """
    found = {}
    for edge in Edge:
        is_subject = edge in ENTERED_BY_SUBJECT
        if (edge in KINDS[kind].joins) if is_subject else (kind in EDGE_OBJECTS[edge] or ENTERED_FOR.get(kind) == edge):
            found[edge] = EDGE_LABELS[edge][0 if is_subject else 1]
    return found


def require_entered_by(*, edge: Edge, kind: str) -> None:
    """Refuse a relation that the other side enters (ORG-05b, SCP-01)."""
    if edge not in entered_by(kind):
        raise ValidationError({"edge": "这种关系由对方登记，请联系对方办理。"})


def require_task(*, kind: str) -> None:
    """Refuse agreed tasks in a body that has no members or founders to agree on them (ORG-13, ORG-14)."""
    if kind not in AGREEING:
        raise ValidationError("只有企业科协联合会和企业联合科协登记成员商定的任务。")


def require_open(*, is_open: bool) -> None:
    """Refuse to go on with what was ended already."""
    if not is_open:
        raise ValidationError("这一项已经结束，不能再改；请刷新页面查看。")


def require_coming(*, is_handed_over: bool) -> None:
    """Refuse to take a turn out of the calendar that was begun (ORG-13)."""
    if is_handed_over:
        raise ValidationError("这一轮已经交接，不能从日程中删除。")


def require_span(*, starts: date | None, ends: date | None, field: str) -> None:
    """Refuse a time that ends before it begins or lasts no day; None is open."""
    if starts is not None and ends is not None and ends <= starts:
        raise ValidationError({field: "结束应晚于开始。"})


def require_not_future(day: date | None, *, today: date, field: str) -> None:
    """Refuse a day that has not come yet for something that has happened; None is unknown."""
    if day is not None and day > today:
        raise ValidationError({field: "这个日期还没有到，请核对。"})


def require_title(title: Title, *, of_branch: bool) -> None:
    """Refuse a post of the body in a branch, or the other way round (H11, H14)."""
    if title not in (BRANCH_TITLES if of_branch else BODY_TITLES):
        raise ValidationError(
            {"title": f"{'分支机构' if of_branch else '本组织'}没有“{TITLE_LABELS[title]}”这个职务。"}
        )


# A work telephone, perhaps with an extension: 0730-8888888 转 801.
_PHONE = re.compile(r"\+?[0-9][0-9() -]{4,24}( ?(转|-) ?[0-9]{1,6})?", re.ASCII)


def phone(typed: str) -> str:
    """Return a work telephone number as it is kept; raises ValidationError.

    >>> phone(" 0730－8888888转801 "), phone("")
    ('0730-8888888转801', '')
    """
    number = " ".join(normalize("NFKC", typed).split())
    if number and not _PHONE.fullmatch(number):
        raise ValidationError({"phone": "电话应像 0730-8888888 或 0730-8888888 转 801 这样填写。"})
    return number


def require_listable(*, is_listed: bool, has_numbers: bool) -> None:
    """Refuse to keep numbers of somebody who does not stand in the address book: nobody would need them (SEC-06)."""
    if has_numbers and not is_listed:
        raise ValidationError({"is_listed": "电话只用于通讯录：请勾选公开，或者不填电话。"})


# Surnames of two characters, and those that are read otherwise than the character usually is.
_COMPOUND = (
    "万俟 mo-qi 尉迟 yu-chi 长孙 zhang-sun 单于 chan-yu 令狐 ling-hu 澹台 tan-tai 欧阳 ou-yang 司马 si-ma "
    "诸葛 zhu-ge 上官 shang-guan 东方 dong-fang 皇甫 huang-fu 夏侯 xia-hou 公孙 gong-sun 慕容 mu-rong 司徒 si-tu "
    "司空 si-kong 端木 duan-mu 呼延 hu-yan 宇文 yu-wen 申屠 shen-tu 南宫 nan-gong 西门 xi-men 独孤 du-gu "
    "赫连 he-lian 轩辕 xuan-yuan 钟离 zhong-li 闻人 wen-ren 濮阳 pu-yang 太史 tai-shi"
)
_SINGLE = (
    "单 shan 曾 zeng 仇 qiu 解 xie 查 zha 区 ou 任 ren 朴 piao 盖 ge 翟 zhai 乐 yue 覃 qin 逄 pang 缪 miao 宁 ning "
    "员 yun 冼 xian 洗 xian 句 gou 召 shao 牟 mu 葛 ge 折 she 种 chong 重 chong 秘 bi 谌 chen 隗 wei 黑 he 都 du "
    "阚 kan 尉 wei 那 na 纪 ji 过 guo 么 yao 祭 zhai 车 che 行 xing 仉 zhang 燕 yan 应 ying 华 hua 哈 ha 呙 guo "
    "薄 bo 柏 bai 藏 zang 盛 sheng 石 shi 宿 su 沈 shen 长 zhang 曲 qu 卜 bu 尹 yin 俞 yu 相 xiang 晁 chao 郗 xi "
    "乜 nie 佴 nai 逯 lu 妫 gui 笪 da 麴 qu 亓 qi 缑 gou 眭 sui 芮 rui 瞿 qu 颉 xie 訾 zi 貊 mo"
)
_WORDS = f"{_COMPOUND} {_SINGLE}".split()
SURNAMES = {name: tuple(read.split("-")) for name, read in zip(_WORDS[::2], _WORDS[1::2], strict=True)}
_PARTED = re.compile(r"[·•・‧]")


def split_name(name: str) -> tuple[str, str]:
    """Return surname and given name; one that is no Han name, or has a dot inside, has no surname of its own.

    >>> split_name("单云"), split_name("欧阳明"), split_name("买买提·吐尔逊"), split_name("Ann Lee")
    (('单', '云'), ('欧阳', '明'), ('', '买买提·吐尔逊'), ('', 'Ann Lee'))
    """
    if not _HAN.fullmatch(name) or not 1 < len(name) <= 4:
        return "", name
    length = 2 if name[:2] in SURNAMES and len(name) > 2 else 1
    return name[:length], name[length:]


def name_parts(name: str) -> list[str]:
    """Return the parts of a name around its dots.

    >>> name_parts("示例·单云"), name_parts("王敏")
    (['示例', '单云'], ['王敏'])
    """
    return [part for part in _PARTED.split(name) if part]


_HAN = re.compile(r"[一-鿿㐀-䶿\U00020000-\U0003ffff]+")
_LATIN = re.compile(r"[a-z0-9]+")


def grams(text: str) -> set[str]:
    """Return the pieces by which any part of a text can be found: characters, pairs, and triples of letters and digits.

    >>> sorted(grams("长岭ab"))
    ['a', 'ab', 'b', '岭', '长', '长岭']
    """
    text = text.casefold()
    pieces = set("".join(text.split()))
    for run in _HAN.findall(text):
        pieces.update(run[i : i + 2] for i in range(len(run) - 1))
    for run in _LATIN.findall(text):
        pieces.update(run[i : i + 2] for i in range(len(run) - 1))
        pieces.update(run[i : i + 3] for i in range(len(run) - 2))
    return pieces


def sought(text: str) -> set[str]:
    """Return the pieces that a row must have to hold the text: the longest ones, for an index to intersect.

    >>> sought("长岭"), sorted(sought("chan"))
    ({'长岭'}, ['cha', 'han'])
    """
    text = text.casefold()
    pieces = set("".join(_LATIN.sub("", _HAN.sub("", text)).split()))
    for pattern, longest in ((_HAN, 2), (_LATIN, 3)):
        for run in pattern.findall(text):
            width = min(longest, len(run))
            pieces.update(run[i : i + width] for i in range(len(run) - width + 1))
    return pieces


def bound(pieces: Iterable[str], within: str) -> set[str]:
    """Return pieces as they stand among a row's terms, the short ones bound to the one list they are looked for in.

    Half of a platform has a "王" or a "w", so an index would read all of them for one list. Without a list nothing is
    bound.

    >>> sorted(bound({"王", "wa", "wan", "王建"}, "17"))
    ['17.wa', '17.王', 'wan', '王建']
    """
    return {f"{within}.{piece}" if within and _is_short(piece) else piece for piece in pieces}


def _is_short(piece: str) -> bool:
    return len(piece) == 1 or (len(piece) == 2 and piece.isascii())


def facet(name: str, value: str) -> str:
    """Return the mark of a property among a row's terms.

    >>> facet("industry", "C25")
    'industry:C25'
    """
    return f"{name}:{value}"


def facets(properties: Iterable[tuple[str, str]]) -> set[str]:
    """Return the marks of all properties that have a value."""
    return {facet(name, value) for name, value in properties if value}


TRAIL = Words(
    "组织",
    deeds={
        "organisations.add": "登记组织",
        "organisations.change": "修改登记信息",
        "organisations.change_profile": "修改概况",
        "organisations.move": "调整隶属",
        "organisations.close": "注销组织",
        "organisations.found_places": "按行政区划登记各级科协",
        "organisations.recode": "随区划调整",
        "organisations.present": "修改公开主页",
        "organisations.publish": "公开主页",
        "organisations.take_offline": "下线主页",
        "organisations.add_branch": "设立机构",
        "organisations.add_branches": "设立一批机构",
        "organisations.change_branch": "修改机构",
        "organisations.close_branch": "撤销机构",
        "organisations.fill_post": "登记任职",
        "organisations.fill_posts": "登记一批任职",
        "organisations.change_post": "修改任职",
        "organisations.end_post": "结束任职",
        "organisations.forget_numbers": "清除离任人员的电话",
        "organisations.add_term": "登记任期",
        "organisations.change_term": "修改任期",
        "organisations.relate": "建立关系",
        "organisations.unrelate": "结束关系",
        "organisations.name_contact": "指定联系人",
        "organisations.add_turn": "安排轮值",
        "organisations.remove_turn": "删除轮值安排",
        "organisations.hand_over": "轮值交接",
        "organisations.agree_task": "登记任务",
        "organisations.change_task": "修改任务",
        "organisations.complete_task": "完成任务",
    },
    things={
        "organisations.organisation": "组织",
        "organisations.associationprofile": "科协概况",
        "organisations.enterpriseprofile": "企业概况",
        "organisations.grassrootsprofile": "基层组织概况",
        "organisations.publicpage": "公开主页",
        "organisations.branch": "机构",
        "organisations.post": "任职",
        "organisations.term": "任期",
        "organisations.relation": "关联关系",
        "organisations.turn": "轮值",
        "organisations.agreedtask": "商定的任务",
    },
    facts={
        "associations": "公开的科协数",
        "branches": "机构",
        "ends_on": "任期结束",
        "fields": "修改的栏目",
        "kind": "类型",
        "new": "新登记的科协数",
        "path": "",
        "posts": "任职个数",
        "reason": "原因",
        "since": "任职开始",
        "starts_on": "任期开始",
        "tasks": "交接的任务",
        "titles": "职务",
        "until": "结束日期",
    },
    values={
        "kind": {code: kind.label for code, kind in KINDS.items()}
        | {str(kind.value): label for kind, label in BRANCH_LABELS.items()},
        "edge": {str(edge.value): labels[0] for edge, labels in EDGE_LABELS.items()},
        "title": {str(title.value): label for title, label in TITLE_LABELS.items()},
        "titles": {str(title.value): label for title, label in TITLE_LABELS.items()},
        "released": {section.value: label for section, label in SECTION_LABELS.items()},
        "ownership": {item.value: label for item, label in OWNERSHIP_LABELS.items()},
    },
    refers={"tasks": "organisations.agreedtask"},
    named=frozenset({"organisations.organisation", "organisations.branch", "organisations.agreedtask"}),
)
