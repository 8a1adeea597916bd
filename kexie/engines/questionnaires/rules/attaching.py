"""Files in answers: how many wait, whose they are, what they are called in an archive (FRM-01, FRM-11). No tables."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError

from kexie.engines.questionnaires.rules.checks import WORDS, check
from kexie.engines.questionnaires.rules.definitions import Definition, Item
from kexie.engines.questionnaires.rules.judging import Answers, Typed
from kexie.engines.questionnaires.rules.kinds import UPLOADED

UPLOAD = "f."  # before the names of files in a form that is sent without script
MAX_WAITING = 2 * 1024**3  # bytes of a collection that no answer holds yet
WAITS = timedelta(days=30)  # as long as a browser remembers what was typed
SPARED = timedelta(days=1)  # after the closing


def asked(definition: Definition, question: str) -> Item:
    """Return the question that a file is sent for; raises ValidationError where it asks for none."""
    found = next((item for item in definition.items if item.key == question and item.kind in UPLOADED), None)
    if found is None:
        raise ValidationError("这道题不收文件，请刷新页面再试。")
    return found


def require_few(item: Item, number: int) -> None:
    """Refuse more files at once than a question takes."""
    if number and number > (most := check(item)["most"]):
        raise ValidationError(WORDS["many_files"].format(most=most, count=number))


def require_space(waiting: int, size: int) -> None:
    """Refuse one more file where too many wait for answers that nobody sends."""
    if waiting + size > MAX_WAITING:
        raise ValidationError("现在上传的人太多，请过一会儿再试，或者联系发布的单位。")


def held(definition: Definition, answers: Answers) -> dict[str, str]:
    """Return the files that belong to answers: the code of each with its question."""
    items = [item for item in definition.items if item.kind in UPLOADED]
    return {code: item.key for item in items for code in answers.get(item.key) or ()}


def typed(definition: Definition, typed: Typed) -> set[str]:
    """Return the codes of all files that a form brought, shown or not."""
    items = [item for item in definition.items if item.kind in UPLOADED]
    return {code for item in items for code in typed.get(item.key) or ()}


def lost(held: Mapping[str, str], known: Collection[tuple[str, str]]) -> set[str]:
    """Return the questions of files that are not there, or were sent for another question."""
    return {question for code, question in held.items() if (code, question) not in known}
