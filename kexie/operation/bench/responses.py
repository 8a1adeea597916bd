"""The results of a survey of sixty questions at size."""

from collections.abc import Callable, Iterator
from functools import partial

from django.db import connections

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import results
from kexie.operation.bench.rounds import Result, side_by_side
from kexie.operation.bench.stage import SMALL, Stage

FEW, MANY = 1_000, 100_000
# What somebody would write who looks at two questions once.
PLAIN = "SELECT codes[1], codes[2], count(*) FROM response WHERE collection_id = %s AND NOT is_void GROUP BY 1, 2"


def counted(stage: Stage) -> Iterator[Result]:
    """FRM-09: the results of many answers beside those of few; narrowed and crossed ones beside a plain count."""
    rooms = {number: _room(stage, number) for number in (FEW, MANY)}
    surveys = {number: _survey(room) for number, room in rooms.items()}
    measured = side_by_side({str(number): partial(_summary, survey) for number, survey in surveys.items()})
    yield measured.result(f"六十道题的结果：{MANY:,} 份答卷比 {FEW:,} 份", str(MANY), to=str(FEW), limit=1.3)
    many = surveys[MANY]
    crossed: dict[str, Callable[[], object]] = {
        "交叉": partial(_crossed, many, "s1", "s2"),
        "多选交叉": partial(_crossed, many, "m1", "m2"),
        "筛选": partial(_summary, many, "m1.a1"),
        "清点": partial(_plain, rooms[MANY], many),
    }
    measured = side_by_side(crossed, rounds=3)
    yield measured.result(f"两道单选题交叉分析（{MANY:,}）：比只数一遍", "交叉", to="清点", limit=2)
    yield measured.result(f"两道多选题交叉分析（{MANY:,}）：比只数一遍", "多选交叉", to="清点", limit=8)
    yield measured.result(f"只看选了某一项的人，六十道题（{MANY:,}）：比只数一遍", "筛选", to="清点", limit=12)


def _room(stage: Stage, number: int) -> str:
    room = f"responses_{number}"
    if room not in connections.settings:
        stage.say(f"正在准备 {number:,} 份答卷的数据库……")
        stage.room(room, like=str(SMALL))
        stage.command("synth", room, "--responses", str(number))
    return room


def _survey(room: str) -> Survey:
    rows = Survey.objects.using(room).select_related("collection__version", "collection__questionnaire")
    return rows.latest("id")


def _summary(survey: Survey, where: str = "") -> object:
    return results.summary(survey, results.narrowed(survey, where))


def _crossed(survey: Survey, down: str, across: str) -> object:
    return results.crosstab(survey, results.narrowed(survey, ""), down=down, across=across)


def _plain(room: str, survey: Survey) -> object:
    with connections[room].cursor() as cursor:
        cursor.execute(PLAIN, [survey.collection_id])
        return cursor.fetchall()
