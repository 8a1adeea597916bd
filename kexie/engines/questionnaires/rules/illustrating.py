"""Pictures in questionnaires (FRM-01). No tables, no clock."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from kexie.engines.questionnaires.rules.kinds import MAX_PICTURES


def require_room(number: int) -> None:
    """Refuse one more picture than a questionnaire holds."""
    if number >= MAX_PICTURES:
        raise ValidationError({"picture": f"一份问卷最多放 {MAX_PICTURES} 张图片，包括已经从题目里去掉的。"})


def require_pictures(missing: Collection[str]) -> None:
    """Refuse a draft that names pictures which its maker cannot have put there."""
    if missing:
        raise ValidationError("有的图片已经不在了，没有保存。请去掉后重新上传。")
