"""Answers on paper: typed by one, confirmed by another (FRM-11). No tables, no clock."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from kexie.engines.questionnaires.rules.definitions import Definition
from kexie.engines.questionnaires.rules.judging import Answers
from kexie.engines.questionnaires.rules.kinds import UPLOADED

MAX_LABEL = 40


def lenient(definition: Definition) -> Definition:
    """Return a questionnaire as paper asks it: nobody can be made to answer, and files lie beside it."""
    kept = [item for item in definition.items if item.kind not in UPLOADED]
    items = [item.model_copy(update={"is_required": False}) for item in kept]
    return definition.model_copy(update={"items": items})


def require_other(first: int | None, second: int | None) -> None:
    """Refuse that somebody confirms what the same person typed."""
    if first == second:
        raise ValidationError("这一份是您录入的，请由另一位同事核对。")


def require_waiting(*, is_counted: bool) -> None:
    """Refuse to count a paper twice."""
    if is_counted:
        raise ValidationError("这一份已经核对计入，请刷新页面查看。")


def require_something(answers: Answers) -> None:
    """Refuse a paper on which nothing is filled in."""
    if not answers:
        raise ValidationError("还没有填写任何一题。")


def changed(definition: Definition, first: Answers, second: Answers) -> list[str]:
    """Return the questions in which two typings of one paper differ, as people call them."""
    keys = [item.key for item in definition.items]
    both = [key for key in keys if _own(first, key) != _own(second, key)]
    return [place for key in both if (place := definition.place(key))]


def _own(answers: Answers, key: str) -> tuple[object, object]:
    return answers.get(key), answers.get(f"{key}.other")


def require_checked(places: Collection[str], *, is_checked: bool) -> None:
    """Refuse what differs from the first typing until somebody says that the paper was looked at again."""
    if places and not is_checked:
        told = "、".join(places)
        raise ValidationError({"is_checked": f"{told}和第一次录入的不同。请对照纸质问卷，确认无误后勾选。"})
