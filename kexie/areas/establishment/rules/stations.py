"""What a workstation does: six tasks, and what it forwards to the association of its place (EST-20, H50)."""

from django.core.exceptions import ValidationError

NEED, OPINION, APPLICATION, ADVICE = "need", "opinion", "application", "advice"
VOICE_LABELS = {NEED: "技术需求", OPINION: "意见和建议", APPLICATION: "奖项、人才和项目申报", ADVICE: "智库建言"}
MAX_VOICE = 1000


def require_unanswered(*, is_answered: bool) -> None:
    """Refuse a second answer: the first of two people counts."""
    if is_answered:
        raise ValidationError("这一条已经答复，请刷新页面查看。")
