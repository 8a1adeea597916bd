"""The model of a charter in words of our own: choices in, articles out. No tables, no clock.

Its structure is that of the General Rules and of the model charter (G: General Rules, T: model charter).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from kexie.areas.charters.rules.choices import (
    FEDERATION,
    HEADING_LABELS,
    JOINT,
    OFFICE_LABELS,
    Choices,
    Confirms,
    Dues,
    Electing,
    Guide,
    Heading,
    Office,
    Proxies,
    chinese,
    share,
)

CHARTER = "科学技术协会章程"


@dataclass(frozen=True)
class Article:
    """One article; `key` names it through all versions."""

    key: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """One chapter of a charter."""

    heading: str
    articles: tuple[Article, ...]

    @property
    def label(self) -> str:
        """What the chapter is called."""
        return HEADING_LABELS[Heading(self.heading)]


@dataclass(frozen=True)
class Numbered:
    """An article as it is shown, with its number."""

    label: str
    key: str
    lines: tuple[str, ...]


def written(choices: Choices) -> tuple[Chapter, ...]:
    """Return the articles that follow from the choices; a chapter without any is left out."""
    chapters = (Chapter(heading.value, tuple(_chapter(heading, choices))) for heading in Heading)
    return tuple(chapter for chapter in chapters if chapter.articles)


def _chapter(heading: Heading, choices: Choices) -> Iterator[Article]:
    if heading not in choices.alone:
        yield from (Article(f"{heading.value}.{key}", text) for key, text in MODELS[heading](choices))
    for turn, clause in enumerate(choices.clauses(heading), 1):
        yield Article(f"{heading.value}.own{turn}", clause)


def numbered(chapters: Sequence[Chapter]) -> list[tuple[str, list[Numbered]]]:
    """Return headings and articles with their numbers, as they are read."""
    numbers, found = count(1), []
    for turn, chapter in enumerate(chapters, 1):
        articles = [
            Numbered(f"第{chinese(next(numbers))}条", article.key, tuple(article.text.split("\n")))
            for article in chapter.articles
        ]
        found.append((f"第{chinese(turn)}章　{chapter.label}", articles))
    return found


def kept(chapters: Sequence[Chapter]) -> list[dict[str, Any]]:
    """Return what is kept of a text that was adopted."""
    return [
        {"heading": chapter.heading, "articles": [[article.key, article.text] for article in chapter.articles]}
        for chapter in chapters
    ]


def read(text: Sequence[Mapping[str, Any]]) -> tuple[Chapter, ...]:
    """Return a text from what is kept of it."""
    return tuple(
        Chapter(chapter["heading"], tuple(Article(key, words) for key, words in chapter["articles"]))
        for chapter in text
    )


# The chapters of the model


def _guide(choices: Choices) -> str:
    """Name who leads, consents and nominates; a federation is in no unit that could (H47)."""
    if choices.kind == FEDERATION:
        return "业务指导单位"
    whose = "各发起单位" if choices.kind == JOINT else ""
    return whose + ("党组织" if choices.guide == Guide.PARTY else "决策层")


def _unit(choices: Choices) -> str:
    """Name the unit that a body is in; or those that found it together, or that are its members."""
    return {JOINT: "各发起单位", FEDERATION: "会员单位"}.get(choices.kind, choices.unit)


def congress(choices: Choices) -> str:
    """Name the congress: of delegates, or of all members (G25)."""
    return "会员大会" if choices.is_plenary else "会员代表大会"


def _office(choices: Choices) -> str:
    return OFFICE_LABELS[Office(choices.office)]


def _listed(opening: str, items: Sequence[str]) -> str:
    """Write an article with numbered items, each on a line."""
    lines = [f"（{chinese(turn)}）{item.rstrip('；。;')}" for turn, item in enumerate(items, 1)]
    return "\n".join([opening, *(f"{line}；" for line in lines[:-1]), f"{lines[-1]}。"])


def _general(choices: Choices) -> Iterator[tuple[str, str]]:
    short = f"，简称{choices.short_name}" if choices.short_name and choices.short_name != choices.name else ""
    of = {
        JOINT: f"由{choices.unit}共同发起，由各发起单位的科技工作者自愿组成",
        FEDERATION: "由企业科协、园区科协和其他有关单位自愿联合组成",
    }.get(choices.kind, f"由{choices.unit}的科技工作者自愿组成")
    yield "name", f"本会全称为{choices.name}{short}，{of}。"
    yield "nature", _nature(choices)
    yield (
        "purpose",
        (
            "本会以习近平新时代中国特色社会主义思想为指引，围绕人才成长、技术创新、科学普及和决策咨询开展服务，"
            "团结广大科技工作者听党话、跟党走，为高水平科技自立自强贡献力量。"
        ),
    )
    yield (
        "basis",
        (
            "本会认同《中国科学技术协会章程》，遵守国家法律法规和《企业科学技术协会组织通则》，"
            "按照本章程自主开展工作，实行民主办会。"
        ),
    )


def _nature(choices: Choices) -> str:
    if choices.kind == FEDERATION:
        return (
            f"本会是企业科协的联合组织，具有群众组织的性质。业务工作由{choices.superior}指导，"
            "负责联系和服务会员单位及其科技工作者，促进会员单位之间的合作。"
        )
    leading = _guide(choices) if choices.kind == JOINT else f"{choices.unit}{_guide(choices)}"
    return (
        f"本会属于中国科学技术协会的基层组织，具有群众组织的性质。本会接受{leading}的领导，"
        f"业务工作由{choices.superior}指导，负责联系和服务{_unit(choices)}的科技工作者。"
    )


def _tasks(choices: Choices) -> Iterator[tuple[str, str]]:
    items = (
        "做好思想引领，宣讲党的方针政策；经常听取科技工作者的意见和困难，及时反映，依法维护他们的权益；发展会员，办好科技工作者之家",
        "举办学术和技术交流，联合高校、科研院所、学会和用户单位开展合作，介绍科技工作者参加学术团体",
        "针对生产和研发中的难题，组织技术攻关、技术革新和献计献策",
        "发现、培训和举荐人才，帮助科技工作者申报奖项、职称、专利和科技项目，推动成果应用",
        "面向职工和公众普及科学知识，推广实用技术，提高科学素质",
        f"受托参与职称评审等工作，组织论证、咨询和调研，为{_unit(choices)}和有关部门的决策提供参考",
        "弘扬科学家精神、企业家精神和工匠精神，倡导优良学风，遵守科技伦理，宣传先进典型",
        *choices.extra_tasks,
        f"办理{_guide(choices)}和上级科协交给的其他工作",
    )
    yield "tasks", _listed("本会承担以下任务：", items)


def _members(choices: Choices) -> Iterator[tuple[str, str]]:
    yield (
        "joining",
        f"{_unit(choices)}的科技人员、管理人员和高技能人员，认同本章程并愿意遵守的，可以提出申请，经本会审核后成为个人会员。",
    )
    if choices.kind == FEDERATION:
        yield (
            "group_members",
            "企业科协、园区科协，以及认同本章程的企业、学会、高校和科研机构等，可以提出申请，经委员会同意后成为本会的单位会员。",
        )
    elif choices.has_group_members:
        yield "group_members", "下级单位的科协组织可以提出申请，经委员会同意后成为本会的团体会员。"
    rights = (
        "参加选举、被选举和表决",
        "了解本会的工作，提出建议和批评，进行监督",
        "优先参加各级科协组织举办的活动",
        "自主决定入会和退会",
        *choices.extra_rights,
    )
    yield "rights", _listed("会员有以下权利：", rights)
    duties = (
        "遵守本章程，执行本会的决议",
        "有会费规定的，按规定缴纳",
        "完成本会委托办理的工作",
        *choices.extra_duties,
    )
    yield "duties", _listed("会员有以下义务：", duties)
    yield "dues", _dues(choices)
    confirming = _office(choices) if choices.leaving == Confirms.BODY else "委员会"
    yield "leaving", f"会员可以自愿退会。退会由本人书面提出，经本会{confirming}确认后办结。"
    if choices.retired_years:
        years = chinese(choices.retired_years)
        retired = f"会员退休后，会员资格再保留{years}年，满{years}年的当日终止。"
    else:
        retired = "会员退休的，会员资格从退休当日起终止。"
    ended = "单位会员解散或者注销的，会员资格同时终止。" if choices.kind == FEDERATION else ""
    yield "ending", f"{ended}会员调离{_unit(choices)}的，会员资格从离开当日起终止。{retired}"
    yield (
        "expelling",
        (
            f"会员因犯罪受到刑事处罚，或者严重违反{_rules_of(choices)}的规章制度和本章程的，"
            "由委员会讨论决定取消会员资格，"
            "并把决定和理由告诉本人。"
        ),
    )


def _dues(choices: Choices) -> str:
    if choices.dues == Dues.YEARLY:
        return f"个人会员每年缴纳会费{money(choices.dues_fen or 0)}元。"
    if choices.dues == Dues.REGULATED:
        return f"会费标准由委员会提出，经{congress(choices)}通过后执行。"
    return "本会不向个人会员收取会费。"


def money(fen: int) -> str:
    """Write an amount of fen in yuan.

    >>> money(5000), money(5050), money(5)
    ('50', '50.50', '0.05')
    """
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02}" if rest else str(yuan)


def _organs(choices: Choices) -> Iterator[tuple[str, str]]:
    meeting, guide = congress(choices), _guide(choices)
    yield "congress", f"{meeting}是本会的最高权力机构。大会闭会期间，由大会选举产生的委员会领导本会工作。"
    yield (
        "term",
        (
            f"{meeting}每{chinese(choices.term_years)}年举行一次，由委员会召集；委员会每届任期与此相同。"
            "情况特殊的，由委员会作出决定并说明理由，可以提前或者推迟举行。"
        ),
    )
    if choices.is_plenary and choices.kind == FEDERATION:
        yield "delegates", "大会由全体会员出席，单位会员各派代表一名。"
    elif choices.is_plenary:
        yield "delegates", "本会的科技工作者不足一百人，全体会员直接出席大会；满一百人的，下一次大会改由会员代表出席。"
    else:
        yield "delegates", f"代表的名额和产生办法，由召集大会的委员会确定，报{guide}同意。"
    duties = (
        "确定本会的工作方针和任务",
        "制定、修改本章程",
        "审议委员会的工作报告和财务报告，作出是否批准的决议",
        "选举委员会",
        "决定其他重大事项",
    )
    yield "congress_duties", _listed(f"{meeting}行使以下职权：", duties)
    yield (
        "congress_quorum",
        (
            f"{meeting}须有应到人数的{share(choices.congress_quorum)}到会方可举行。决议须经到会人数的"
            f"{share(choices.congress_decision)}赞成，制定、修改本章程须经到会人数的{share(choices.amendment)}赞成。"
        ),
    )
    size = f"委员会由{choices.committee_size}名委员组成。" if choices.committee_size else ""
    yield "committee", f"{size}委员的名额和候选人的产生办法，由召集大会的委员会确定，报{guide}同意。"
    tasks = (
        f"落实{meeting}的决议",
        "选举主席、副主席",
        "讨论通过主席提名的秘书长、副秘书长",
        "审议年度工作计划和总结",
        "组织开展各项活动",
        "表彰成绩突出的会员",
        "决定其他重大事项",
    )
    yield "committee_duties", _listed("委员会行使以下职权：", tasks)
    yield (
        "committee_meetings",
        (
            f"委员会每年至少举行{chinese(choices.meetings)}次会议，由主席召集。到会委员达到全体委员的"
            f"{share(choices.committee_quorum)}，会议方可举行；得到到会委员{share(choices.committee_decision)}赞成，"
            f"决议方可生效。{PROXY_SENTENCES[Proxies(choices.proxies)]}"
        ),
    )
    yield (
        "chair",
        (
            f"委员会设主席一名、副主席若干名，候选人由{guide}提名，由委员会选举产生。"
            "人选应当有较高的学术技术水平和较强的组织能力。"
        ),
    )
    if choices.has_standing:
        yield "standing", _standing(choices, meeting, guide)
    if choices.has_parts:
        yield (
            "parts",
            "委员会可以根据需要设立工作委员会和专门委员会，对提交委员会决定的事项先行研究，提出意见。",
        )
    above = "委员会和常务委员会" if choices.has_standing else "委员会"
    yield "office", f"本会的办事机构为{_office(choices)}，在{above}领导下处理日常事务。"
    yield (
        "secretary",
        f"秘书长主持{_office(choices)}的日常工作，应当热心科协事业，了解国家科技政策，善于沟通协调。",
    )


PROXY_SENTENCES = {
    Proxies.NONE: "委员不能到会的，不得委托他人代为表决。",
    Proxies.CONVEY: "委员不能到会的，可以书面委托其他委员转达意见，但不计入到会人数，也不计票。",
    Proxies.COUNT: "委员不能到会的，可以书面委托其他委员代为表决，计入到会人数；每名委员只能接受一人委托。",
}


def _standing(choices: Choices, meeting: str, guide: str) -> str:
    above = f"委员超过{choices.standing_from}人的，" if choices.standing_from else ""
    electing = meeting if choices.standing_elected_by == Electing.CONGRESS else "委员会"
    return (
        f"{above}设立常务委员会，由{electing}选举产生，名额和候选人的产生办法由召集大会的委员会确定，报{guide}同意。"
        "委员会闭会期间，常务委员会领导本会工作，办理委员会交付的任务。"
    )


def _funds(choices: Choices) -> Iterator[tuple[str, str]]:
    dues = "" if choices.dues == Dues.NONE else "会费、"
    yield "sources", _sources(choices, dues)
    yield (
        "using",
        f"经费专门管理、单独核算，遵守财务制度。委员会定期向{congress(choices)}报告收支情况，接受会员监督。",
    )


def _rules_of(choices: Choices) -> str:
    return "所在单位" if choices.kind in {JOINT, FEDERATION} else choices.unit


def _sources(choices: Choices, dues: str) -> str:
    others = f"{dues}资助、捐赠和其他合法收入"
    if choices.kind == FEDERATION:
        return f"本会经费来自{others}。"
    budget = "由各发起单位按约定分担，列入各自的预算" if choices.kind == JOINT else f"主要列入{choices.unit}的预算"
    return f"本会经费{budget}，也可以来自{others}。"


def _supplementary(choices: Choices) -> Iterator[tuple[str, str]]:
    yield (
        "changing",
        f"修改本章程，由委员会提出修改草案，经{congress(choices)}表决通过后生效，并在一个月内报{choices.superior}。",
    )
    yield "effect", f"本章程经{congress(choices)}通过后，自发布之日起施行。"
    yield "reading", "本章程由委员会负责解释。"


MODELS = {
    Heading.GENERAL: _general,
    Heading.TASKS: _tasks,
    Heading.MEMBERS: _members,
    Heading.ORGANS: _organs,
    Heading.FUNDS: _funds,
    Heading.SUPPLEMENTARY: _supplementary,
}
