"""What whoever votes types: the names are those of the questionnaire, each with a prefix."""

from typing import Any

from kexie.areas.surveys.forms import Unlock
from kexie.areas.surveys.forms.answering import Questionnaire
from kexie.engines.questionnaires.queries.collecting import Respondent

__all__ = ["Unlock", "Vote"]


class Vote(Questionnaire):
    """A whole vote, by somebody."""

    def __init__(self, *args: Any, respondent: Respondent, is_locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {"respondent": respondent, "is_locked": is_locked}

    def clean(self) -> dict[str, Any]:
        """Give what was typed as it is."""
        return {"typed": self.typed, **self.given}
