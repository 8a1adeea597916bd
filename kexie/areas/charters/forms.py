"""What is typed to build a charter and to see it through the congress."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from kexie.areas.charters.models import Charter
from kexie.areas.charters.rules import Choices, stages
from kexie.areas.charters.rules import choices as rules
from kexie.areas.charters.rules.choices import HEADING_LABELS, Heading
from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.core import cases
from kexie.core.forms import Filters
from kexie.core.labels import choices

MAX_CLAUSE, MAX_CLAUSES, MAX_ITEMS = 600, 20, 10
CLAUSES_HINT = "每行一条，接在这一章的范本条文之后。"
SHARES = ("congress_quorum", "congress_decision", "amendment", "committee_quorum", "committee_decision")
LISTS = ("extra_tasks", "extra_rights", "extra_duties")
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("总则", ("name", "short_name", "unit", "superior", "guide", "own_general")),
    ("任务", ("extra_tasks", "own_tasks")),
    (
        "会员",
        (
            "has_group_members",
            "extra_rights",
            "extra_duties",
            "dues",
            "dues_yuan",
            "leaving",
            "retired_years",
            "own_members",
        ),
    ),
    ("会员（代表）大会", ("term_years", "is_plenary", "workers", "congress_quorum", "congress_decision", "amendment")),
    ("委员会", ("committee_size", "meetings", "committee_quorum", "committee_decision", "proxies")),
    (
        "常务委员会与办事机构",
        ("has_standing", "standing_from", "standing_elected_by", "has_parts", "office", "own_organs"),
    ),
    ("经费与附则", ("own_funds", "own_supplementary", "alone")),
)


def _tick(label: str, hint: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=hint)


def _share(label: str, hint: str = "") -> forms.CharField:
    return fields.text(label, 20, hint=hint or "写成分数，例如 2/3 或三分之二。")


def _clauses(heading: Heading) -> forms.CharField:
    return fields.area(f"{HEADING_LABELS[heading]}：自己的条款", 6000, hint=CLAUSES_HINT, rows=3)


class Draft(StaffForm):
    """Nothing is typed: a new version begins."""


class Change(StaffForm):
    """All that a body chooses for its charter (EST-09)."""

    name = fields.text("全称", 120)
    short_name = fields.text("简称", 60, required=False)
    unit = fields.text("所在单位", 120, hint="条文里称呼企业或园区的名称。")
    superior = fields.text("业务指导单位", 120, hint="一般为批准成立的地方科协。")
    guide = fields.choice("由谁领导、同意和提名", choices(rules.GUIDE_LABELS))
    own_general = _clauses(Heading.GENERAL)
    extra_tasks = fields.area("范本之外的任务", 2000, hint="每行一项，可不填。", rows=3)
    own_tasks = _clauses(Heading.TASKS)
    has_group_members = _tick("吸收下级单位的科协为团体会员")
    extra_rights = fields.area("范本之外的会员权利", 2000, hint="每行一项，可不填。", rows=3)
    extra_duties = fields.area("范本之外的会员义务", 2000, hint="每行一项，可不填。", rows=3)
    dues = fields.choice("会费", choices(rules.DUES_LABELS))
    dues_yuan = forms.DecimalField(
        label="每年会费（元）",
        required=False,
        min_value=0,
        max_value=100_000,
        decimal_places=2,
        max_digits=8,
        help_text="选择“每年交固定数额”时填写。",
        error_messages={
            "invalid": "请填写金额，例如 50。",
            "min_value": "不能小于 0。",
            "max_value": "不能大于 100,000。",
            "max_decimal_places": "最多两位小数。",
            "max_digits": "金额太大。",
            "max_whole_digits": "金额太大。",
        },
    )
    leaving = fields.choice("退会由谁确认", choices(rules.CONFIRMS_LABELS))
    retired_years = fields.number("退休后会员资格保留几年", most=50, required=True, hint="填 0 表示退休当日终止。")
    own_members = _clauses(Heading.MEMBERS)
    term_years = fields.number("大会几年举行一次（届期）", most=50, required=True, hint="组织通则规定三到五年。")
    is_plenary = _tick("直接召开全体会员大会", "科技工作者少于 100 人的才可以。")
    workers = fields.number("科技工作者人数", most=10_000_000)
    congress_quorum = _share("大会的到会比例")
    congress_decision = _share("大会一般决议的赞成比例（占到会人数）")
    amendment = _share("制定、修改章程的赞成比例（占到会人数）")
    committee_size = fields.number("委员人数", least=1, most=2000, hint="还没有定的可不填。")
    meetings = fields.number("委员会每年至少开几次会", most=99, required=True)
    committee_quorum = _share("委员会的到会比例", "不得低于 2/3，可以更高。")
    committee_decision = _share("委员会决议的赞成比例（占到会委员）", "不得低于 1/2，可以更高。")
    proxies = fields.choice("委员不能到会时", choices(rules.PROXIES_LABELS))
    has_standing = _tick("设立常务委员会")
    standing_from = fields.number("委员超过多少人时设立", most=2000)
    standing_elected_by = fields.choice("常务委员会由谁选举", choices(rules.ELECTING_LABELS))
    has_parts = _tick("可以设立工作委员会和专门委员会")
    office = fields.choice("办事机构的名称", choices(rules.OFFICE_LABELS))
    own_organs = _clauses(Heading.ORGANS)
    own_funds = _clauses(Heading.FUNDS)
    own_supplementary = _clauses(Heading.SUPPLEMENTARY)
    alone = forms.MultipleChoiceField(
        label="不用范本条文、只用自己条款的章",
        required=False,
        choices=choices(HEADING_LABELS),
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的章只保留您自己写的条款，请对照组织通则写全。",
        error_messages={"invalid_choice": "没有这一章，请重新选择。"},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == rules.FEDERATION:  # in no unit, led by none; its members are units whatever is ticked
            for name in ("unit", "guide", "has_group_members", "workers"):
                del self.fields[name]
            self.fields["is_plenary"].help_text = "会员单位不多、不设代表时勾选。"
        elif kind == rules.JOINT:
            self.fields["unit"].label = "发起单位"
            self.fields["unit"].help_text = "各发起单位的名称，用顿号隔开；条文里简称“各发起单位”。"

    @property
    def sections(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under the headings beneath which they are shown."""
        return [(label, [self[name] for name in names if name in self.fields]) for label, names in SECTIONS]

    def clean(self) -> dict[str, Any]:
        """Return the choices as one thing, once each field is well-formed."""
        typed = super().clean() or self.cleaned_data
        for name in (*SHARES, *LISTS, *(f"own_{heading.value}" for heading in Heading)):
            if name in typed:
                try:
                    typed[name] = self._read(name, typed[name])
                except ValidationError as refusal:
                    self.add_error(None, refusal)
        if self.errors:
            return typed
        return {"choices": _chosen(typed)} | ({"seen": typed["seen"]} if "seen" in typed else {})

    def _read(self, name: str, typed: str) -> Any:  # noqa: ANN401 - a share or lines
        if name in SHARES:
            return rules.fraction(typed, name)
        lines = tuple(line.strip() for line in typed.splitlines() if line.strip())
        most = MAX_ITEMS if name in LISTS else MAX_CLAUSES
        if len(lines) > most or any(len(line) > MAX_CLAUSE for line in lines):
            raise ValidationError({name: f"最多 {most} 条，每条最多 {MAX_CLAUSE} 个字。"})
        return lines

    def standing(self, row: Charter) -> dict[str, Any]:
        """Return what stands now, by field."""
        return self.typed(row.choices)

    @staticmethod
    def typed(choices: Choices) -> dict[str, Any]:
        """Return choices as they stand in the form."""
        return dict(_typed(choices))


def _chosen(typed: Mapping[str, Any]) -> Choices:
    own = {heading.value: typed[f"own_{heading.value}"] for heading in Heading}
    yuan = typed["dues_yuan"]
    plain = {name: value for name, value in typed.items() if not name.startswith("own_")}
    given = {name: value for name, value in plain.items() if name not in {"dues_yuan", "seen"}}
    return Choices(
        **given | {"alone": tuple(typed["alone"])},
        own={heading: clauses for heading, clauses in own.items() if clauses},
        dues_fen=None if yuan is None else int(yuan * 100),
    )


def _typed(choices: Choices) -> Iterator[tuple[str, Any]]:
    for name, value in choices.kept.items():
        if name in LISTS:
            yield name, "\n".join(value)
        elif name == "dues_fen":
            yield "dues_yuan", None if value is None else f"{value / 100:.2f}".removesuffix(".00")
        elif name == "alone":
            yield name, list(value)
        elif name != "own":
            yield name, value
    for heading in Heading:
        yield f"own_{heading.value}", "\n".join(choices.clauses(heading))


class Remove(StaffForm):
    """Nothing is typed: a draft is thrown away."""


class Adopt(StaffForm):
    """Which congress adopted the draft, when, and by which figures."""

    congress = fields.text("通过章程的大会", stages.MAX_CONGRESS, hint="例如：第二届会员代表大会第一次会议。")
    adopted_on = fields.day("通过日期")
    due = fields.number("应到人数", least=1, most=1_000_000, required=True)
    present = fields.number("到会人数", least=1, most=1_000_000, required=True)
    in_favour = fields.number("赞成票", most=1_000_000, required=True)


class Undo(StaffForm):
    """Why an adoption is taken back."""

    reason = fields.area("原因", cases.MAX_REASON, hint="例如：大会日期登记错了，重新登记。记入审计记录。", rows=3)


class Enforce(StaffForm):
    """From which day on the charter is in force."""

    effective_on = fields.day("施行日期", hint="发布的日期；到这一天，原来的章程同时失效。")


class Report(StaffForm):
    """Nothing is typed: the charter is reported to the superior."""


class Browse(Filters):
    """The state and the page of the charters below an association, as they stand in the address."""

    state = forms.ChoiceField(required=False, choices=[("in_force", "现行章程"), ("unreported", "没有报送")])
