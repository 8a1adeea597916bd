"""What stands in questionnaires is seen by everybody who knows its code; see tests/scope.py."""

from typing import Any

from kexie.engines.questionnaires.tests import illustrated
from kexie.foundation.organisations.models import Organisation
from tests.scope import Row


def things(body: Organisation) -> dict[str, Any]:
    """A picture of a questionnaire."""
    return {"picture": illustrated.picture(body).file.code}


ROWS = {
    "questionnaires:find": Row("/questionnaires/find/?q=岳阳", public=True),
    "questionnaires:picture": Row("/pictures/{picture}/picture/", public=True),
}
