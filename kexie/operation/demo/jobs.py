"""Long work of the demonstration: a list that the province has exported, and a table that it has to correct."""

from kexie.areas.directory import actions
from kexie.areas.directory.queries.adding import COLUMNS
from kexie.core.actors import Actor
from kexie.engines.jobs.actions import running
from kexie.engines.jobs.models import Job
from kexie.engines.sheets.rules import Row
from kexie.foundation.appointments.queries import reaches
from kexie.foundation.people.models import Person
from kexie.operation.demo.accounts import workplace

OWNER = "hunan"
# Made up; the first is right, the others are wrong in one thing each.
ROWS = (
    {"kind": "企业", "name": "示例湘江仪表有限公司", "region": "岳麓区", "founded_on": "2012-06-01"},
    {"kind": "企业", "name": "示例洞庭机械有限公司", "uscc": "914306000000000000", "region": "云溪区"},
    {"kind": "企业科协", "name": "示例衡山电气有限公司科学技术协会", "region": "石鼓区"},
    {"kind": "企业", "name": "示例钟山软件有限公司", "region": "玄武区"},
)


def load() -> int:
    """Let both be done once; return how many were."""
    person, body = Person.objects.get(username=OWNER), workplace(OWNER)
    if body is None or Job.objects.filter(owner=person).exists():
        return 0
    by = Actor(person=person.pk, name=person.name, reaches=reaches(person.pk))
    export = actions.export_subordinates(body, by=by, listing="enterprise")
    with running(export.pk) as work:
        actions.write_subordinates(work)
    empty = {column.name: "" for column in COLUMNS}
    rows = [Row(number, empty | row) for number, row in enumerate(ROWS, 2)]
    table = actions.add_many(body, rows=rows, by=by)
    with running(table.pk) as work:
        actions.write_many(work)
    return 2
