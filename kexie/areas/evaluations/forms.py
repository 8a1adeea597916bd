"""What is typed about sheets and evaluations."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.evaluations.models import Criterion, Evidence, Score, Sheet
from kexie.areas.evaluations.queries import exports, measures
from kexie.areas.evaluations.queries.evaluations import SORTS
from kexie.areas.evaluations.queries.sheets import headings
from kexie.areas.evaluations.rules import STAGE_LABELS, scoring, sheets, stages
from kexie.core.forms import Filters, Form, let_choose
from kexie.core.labels import choices
from kexie.engines.files.forms import UploadsField
from kexie.foundation.people.models import Person

MODEL, BLANK = "model", "blank"
LIMITS = f"PDF、Word、Excel、JPG 或 PNG，每个不超过 {sheets.MAX_FILE // 1024**2} MB，一项最多 {sheets.MAX_FILES} 个。"
YES_NO = [("", "请选择"), ("True", "是"), ("False", "否")]


def points(label: str, most: Decimal, *, least: Decimal = Decimal(0), required: bool = False) -> forms.DecimalField:
    """Points with at most two places."""
    between = f"应在 {scoring.shown(least)} 到 {scoring.shown(most)} 之间。"
    return forms.DecimalField(
        label=label,
        min_value=least,
        max_value=most,
        max_digits=5,
        decimal_places=2,
        required=required,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": "请填写分值。",
            "invalid": "请填写数字。",
            "min_value": between,
            "max_value": between,
            "max_digits": between,
            "max_decimal_places": "最多两位小数。",
            "max_whole_digits": between,
        },
    )


class Add(StaffForm):
    """The year and title of a sheet, and what it begins with."""

    year = fields.number("年度", least=sheets.OLDEST, most=sheets.LATEST, required=True)
    title = fields.text("名称", sheets.MAX_TITLE, hint="例如：企业科协年度考核。同一年可以有几张不同名称的表。")
    source = fields.choice("从哪里开始", ())

    def __init__(self, *args: Any, known: Sequence[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {row.code: row for row in known}
        copies = ((row.code, f"沿用 {row.year} 年“{row.title}”") for row in known)
        let_choose(self, "source", [(MODEL, "参考指标（13 项，可以修改）"), *copies, (BLANK, "空白表")])

    def clean(self) -> dict[str, Any]:
        """Give the sheet that is copied, if one is."""
        cleaned = super().clean() or {}
        chosen = cleaned.pop("source", MODEL)
        return cleaned | {"source": self.known.get(chosen), "is_blank": chosen == BLANK}


class Change(StaffForm):
    """Whom a sheet is for, until when, which grades there are."""

    title = fields.text("名称", sheets.MAX_TITLE)
    kinds = forms.MultipleChoiceField(
        label="考核对象",
        choices=list(sheets.TARGETS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择考核哪些组织。", "invalid_choice": "没有这种组织，请重新选择。"},
    )
    is_direct = forms.BooleanField(
        label="只考核直接下级", required=False, help_text="不勾选就考核整个辖区内的组织，包括下级科协所属的。"
    )
    self_due = fields.day("自评期限", required=False, hint="当天仍可提交。")
    review_due = fields.day("评审期限", required=False)
    grades = fields.area(
        "等次",
        300,
        hint="每行一个：名称和最低分，从高到低，如“优秀 90”；正好 90 分也算，最后一个从 0 开始。",
        rows=4,
    )
    contest_days = fields.number("公布后可提出异议的天数", least=1, most=sheets.MAX_CONTEST_DAYS, required=True)
    is_ranking_open = forms.BooleanField(
        label="向被考核组织公布排名", required=False, help_text="不勾选时各组织只看到自己的结果。公布结果时还可以再改。"
    )

    @staticmethod
    def initial_of(sheet: Sheet) -> dict[str, Any]:
        """Return what stands now."""
        names = ("title", "kinds", "is_direct", "self_due", "review_due", "contest_days", "is_ranking_open")
        return {name: getattr(sheet, name) for name in names} | {"grades": scoring.lines(sheet.grades)}

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - any row
        """Return what stands now, by field."""
        return {**self.initial_of(row), "kinds": [sheets.TARGETS[kind] for kind in row.kinds]}


class Weigh(StaffForm):
    """What all items are worth."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in criteria:
            name = f"weight_{row.pk}"
            self.fields[name] = points(
                f"{row.heading}：{row.label}", scoring.WHOLE, least=sheets.LEAST_WEIGHT, required=True
            )
            self.fields[name].initial = scoring.shown(row.weight)
            self.fields[name].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """Gather the weights by item."""
        return gathered(super().clean() or {}, "weights", {"weight": ""})

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - any row
        """Return what stands now, by field."""
        return {f"weight_{one.pk}": scoring.shown(one.weight) for one in row.criteria.all()}


def gathered(cleaned: dict[str, Any], name: str, parts: Mapping[str, str]) -> dict[str, Any]:
    """Put fields such as `weight_12` together by their number; one part gives its values alone."""
    found: dict[int, Any] = {}
    for field in list(cleaned):
        part, _, number = field.partition("_")
        if part in parts and number.isdigit():
            value = cleaned.pop(field)
            if parts[part]:
                found.setdefault(int(number), {})[parts[part]] = value
            else:
                found[int(number)] = value
    return cleaned | {name: found}


class AddCriterion(StaffForm):
    """One item."""

    heading = fields.text("分组", sheets.MAX_HEADING, hint="同名的归在一起，如：组织建设。")
    label = fields.text("指标", sheets.MAX_LABEL)
    kind = fields.choice(
        "计分方式", [(kind.value, f"{label}：{sheets.KIND_HINTS[kind]}") for kind, label in sheets.KIND_LABELS.items()]
    )
    weight = points("分值", scoring.WHOLE, least=sheets.LEAST_WEIGHT, required=True)
    note = fields.area("评分说明", sheets.MAX_NOTE, hint="怎样得满分、怎样扣分。", rows=3)
    evidence = fields.text(
        "要交的佐证材料", sheets.MAX_NOTE, required=False, hint="写了就必须上传，如：会议纪要；不用交的不写。"
    )
    measure = fields.choice("平台数据", (), required=False, help_text="只有“平台自动计分”才选。")
    steps = fields.area(
        "计分办法",
        300,
        hint="自动计分的才填，每行一档：达到多少、得几分，如“10 5”；不到最低一档得 0 分。",
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ((name, f"{one.label}{f'（{one.unit}）' if one.unit else ''}") for name, one in measures().items())
        let_choose(self, "measure", [("", "不使用"), *known])


class ChangeCriterion(AddCriterion):
    """One item, corrected."""

    @staticmethod
    def initial_of(row: Criterion) -> dict[str, Any]:
        """Return what stands now."""
        names = ("heading", "label", "kind", "note", "evidence", "measure")
        now = {name: getattr(row, name) for name in names}
        return now | {"weight": scoring.shown(row.weight), "steps": scoring.lines(row.steps)}

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - the sheet that was locked
        """Return nothing: the sheet changed, which item it was is not known here."""
        return {}


class Plain(StaffForm):
    """Nothing is typed."""


class RemoveCriterion(Plain):
    """An item goes."""


class Remove(Plain):
    """A draft goes."""


class Publish(Plain):
    """A sheet is fixed and sent."""


class Send(Plain):
    """A sheet reaches who came since."""


class Submit(Plain):
    """The own score goes to the reviewers."""


class Confirm(Plain):
    """The results stand."""


class Assign(StaffForm):
    """Who scores which headings; the empty choice of headings is everything."""

    ALL = "*"

    def __init__(self, *args: Any, sheet: Sheet, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = dict(enumerate(headings(sheet.criteria.all())))
        chosen = {row.person_id: row.headings for row in sheet.reviewers.all()}
        for person in people:
            field = forms.MultipleChoiceField(
                label=person.name,
                required=False,
                choices=[(self.ALL, "全部指标"), *((str(n), name) for n, name in self.names.items())],
                widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
                error_messages={"invalid_choice": "指标的分组刚刚有变化，请刷新页面后重新选择。"},
            )
            if person.pk in chosen:
                own = [str(n) for n, name in self.names.items() if name in chosen[person.pk]]
                field.initial = own or [self.ALL]
            self.fields[f"person_{person.pk}"] = field

    def clean(self) -> dict[str, Any]:
        """Gather the headings by person."""
        cleaned = gathered(super().clean() or {}, "reviewers", {"person": ""})
        ticked = {person: given for person, given in cleaned["reviewers"].items() if given}
        cleaned["reviewers"] = {
            person: [] if self.ALL in given else [self.names[int(one)] for one in given]
            for person, given in ticked.items()
        }
        return cleaned


class _Items(StaffForm):
    """Fields of several items; what was not touched on the page is not written."""

    parts: Mapping[str, str] = {}

    def put(self, name: str, field: forms.Field, initial: Any) -> None:  # noqa: ANN401 - any value
        """Add a field that remembers what it was drawn with."""
        field.initial, field.show_hidden_initial = initial, True
        field.widget.attrs.setdefault(
            "class", "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
        )
        self.fields[name] = field

    def beside(self, group: dict[str, Any]) -> dict[str, Any]:
        """Return a heading's items, each with the fields that belong to it."""
        numbers = {field.name: field.name.rpartition("_")[2] for field in self.visible_fields()}
        items = [
            item | {"fields": [self[name] for name, number in numbers.items() if number == str(item["score"].pk)]}
            for item in group["items"]
        ]
        return group | {"items": items}

    def clean(self) -> dict[str, Any]:
        """Gather what was touched, by item."""
        cleaned, touched = super().clean() or {}, set(self.changed_data)
        numbers = {name.partition("_")[2] for name in touched}
        kept = {name: value for name, value in cleaned.items() if name == "seen" or name.partition("_")[2] in numbers}
        others = {name: value for name, value in cleaned.items() if not name.rpartition("_")[2].isdigit()}
        return gathered(kept | others, "entries", self.parts)


class Fill(_Items):
    """The own score of the items of a heading."""

    parts: Mapping[str, str] = {"given": "given", "answer": "answer", "said": "said"}

    def __init__(self, *args: Any, scores: Sequence[Score], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in scores:
            if row.criterion.is_yes_no:
                field: forms.Field = forms.TypedChoiceField(
                    label="是否做到",
                    choices=YES_NO,
                    required=False,
                    coerce=lambda given: given == "True",
                    empty_value=None,
                )
                self.put(f"answer_{row.pk}", field, "" if row.answer is None else str(row.answer))
            else:
                name = f"自评得分（满分 {row.criterion.worth}）"
                self.put(f"given_{row.pk}", points(name, row.criterion.weight), scoring.shown(row.given))
            self.put(f"said_{row.pk}", fields.area("自评说明", sheets.MAX_SAID, rows=4), row.said)

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - the evaluation that was locked
        """Return what stands now, by field."""
        return {
            name: value
            for score in row.scores.all()
            for name, value in (
                (f"given_{score.pk}", scoring.shown(score.given)),
                (f"answer_{score.pk}", {None: "", True: "是", False: "否"}[score.answer]),
                (f"said_{score.pk}", score.said),
            )
        }


class Review(_Items):
    """The reviewers' points of the items of a heading."""

    parts: Mapping[str, str] = {"points": "points", "remark": "remark"}

    def __init__(self, *args: Any, scores: Sequence[Score], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in scores:
            name = f"评审得分（满分 {row.criterion.worth}）"
            self.put(f"points_{row.pk}", points(name, row.criterion.weight), scoring.shown(row.points))
            self.put(f"remark_{row.pk}", fields.area("评审意见", sheets.MAX_REMARK, rows=2), row.remark)

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - the evaluation that was locked
        """Return what stands now, by field."""
        return {
            name: value
            for score in row.scores.all()
            for name, value in (
                (f"points_{score.pk}", scoring.shown(score.points)),
                (f"remark_{score.pk}", score.remark),
            )
        }


class Attach(StaffForm):
    """Files for an item, and those that are taken back."""

    proofs = UploadsField(
        kinds=sheets.FILES,
        most=sheets.MAX_FILES,
        max_bytes=sheets.MAX_FILE,
        label="选择文件",
        required=False,
        help_text=LIMITS,
    )
    drop = forms.MultipleChoiceField(
        label="删除已有的文件",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "这个文件已经不在了，请刷新页面查看。"},
    )

    def __init__(self, *args: Any, evidence: Sequence[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "drop", ((str(row.pk), row.file.name) for row in evidence))
        if not evidence:
            self.fields["drop"].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        """Refuse to do nothing."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("proofs") and not cleaned.get("drop"):
            self.add_error("proofs", "请选择要上传的文件，或者勾选要删除的文件。")
        return cleaned


class Return(StaffForm):
    """What is to be completed, item by item."""

    def __init__(self, *args: Any, scores: Sequence[Score], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in scores:
            if not row.criterion.is_automatic:
                field = fields.text(
                    f"{row.criterion.heading}：{row.criterion.label}", sheets.MAX_REMARK, required=False
                )
                field.widget.attrs |= {"class": "form-control", "placeholder": "没有问题的不填"}
                self.fields[f"remark_{row.pk}"] = field

    def clean(self) -> dict[str, Any]:
        """Gather the remarks by item."""
        cleaned = gathered(super().clean() or {}, "remarks", {"remark": ""})
        cleaned["remarks"] = {number: words for number, words in cleaned["remarks"].items() if words}
        return cleaned


class Conclude(StaffForm):
    """What the body is told besides its points."""

    feedback = fields.area(
        "评审意见", stages.MAX_FEEDBACK, hint="随结果告诉被考核组织：做得好的、要改进的。可以不填。", rows=5
    )


class Extend(StaffForm):
    """A later day."""

    due = fields.day("新的自评期限")


class Release(StaffForm):
    """Under which number results are published, and what all are told."""

    number = fields.text("文号", 40, hint="结果通知用这个文号，如：云科协〔2026〕12号。")
    message = fields.area("告诉全体被考核组织的话", stages.MAX_FEEDBACK, hint="写进结果通知，可以不填。", rows=4)
    is_ranking_open = forms.BooleanField(
        label="向被考核组织公布排名", required=False, help_text="勾选后，各组织能看到全部名次、得分和等次。"
    )


class Contest(StaffForm):
    """What a body objects to."""

    text = fields.area("异议", stages.MAX_FEEDBACK, hint="写明对哪项指标、为什么有异议。一次考核只能提一次。", rows=6)


class Answer(_Items):
    """What an objection is answered, and points that are corrected."""

    parts: Mapping[str, str] = {"points": "points"}

    outcome = fields.choice("处理结果", [("", "请选择"), *stages.OUTCOME_LABELS.items()])
    answer = fields.area("答复", stages.MAX_FEEDBACK, hint="写明依据，被考核组织会看到。", rows=5)

    def __init__(self, *args: Any, scores: Sequence[Score], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in scores:
            name = f"{row.criterion.heading}：{row.criterion.label}（满分 {row.criterion.worth}）"
            self.put(f"points_{row.pk}", points(name, row.criterion.weight, required=True), scoring.shown(row.points))
            self.fields[f"points_{row.pk}"].required = row.points is not None

    def clean(self) -> dict[str, Any]:
        """Leave out items that stay without points."""
        cleaned = super().clean()
        cleaned["entries"] = {
            number: entry for number, entry in cleaned["entries"].items() if entry["points"] is not None
        }
        return cleaned


class Results(Filters):
    """Filters and page of the list of evaluations, as they stand in the address."""

    stage = forms.ChoiceField(required=False, choices=choices(STAGE_LABELS))
    q = forms.CharField(max_length=60, required=False)
    sort = forms.ChoiceField(required=False, choices=[(name, sort.label) for name, sort in SORTS.items()])

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read; the others are left out."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in Results.base_fields}


class Ranking(Results):
    """The page of a ranking, as it stands in the address."""


class Outcome(Results):
    """The page of what came of a sheet, as it stands in the address."""


class Overview(Filters):
    """The year and the page of the list of sheets below, as they stand in the address."""

    year = forms.IntegerField(required=False, min_value=sheets.OLDEST, max_value=sheets.LATEST)


class Export(Results, Form):
    """The filters of the results that are taken away, and as what they are wanted."""

    file = forms.ChoiceField(
        label="文件",
        choices=list(exports.FILES.items()),
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
    )
