"""Who reaches one's own long work: its owner, whatever roles others have; see tests/scope.py."""

from typing import Any

from kexie.engines.jobs.tests import factories
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from tests.scope import Row

OWNER = "own.administrator"


def things(body: Organisation) -> dict[str, Any]:
    """Let the body's administrator have long work."""
    owner = Person.objects.get(name=f"甲{OWNER}")
    done = factories.done(owner, organisation=body, permission="directory.manage")
    return {"job": factories.job(owner, organisation=body).code, "done": done.code}


ROWS = {
    "jobs:browse": Row("/jobs/", personal=True),
    "jobs:show": Row("/jobs/{job}/", county=OWNER, body=OWNER),
    "jobs:cancel": Row("/jobs/{job}/cancel/", county=OWNER, body=OWNER),
    "jobs:download": Row("/jobs/{done}/download/", county=OWNER, body=OWNER),
    "jobs:repeat": Row("/jobs/{job}/repeat/", county=OWNER, body=OWNER),
}
