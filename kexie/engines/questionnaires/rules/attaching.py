"""Files in answers: how many wait, whose they are, what they are called in an archive (FRM-01, FRM-11). No tables."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError

from kexie.engines.files.rules import clean_name
from kexie.engines.questionnaires.rules.checks import WORDS, check
from kexie.engines.questionnaires.rules.definitions import Definition, Item
from kexie.engines.questionnaires.rules.judging import Answers, Typed
from kexie.engines.questionnaires.rules.kinds import UPLOADED

PARTS = {
    "number": "序号",
    "mark": "答卷编号",
    "who": "填写人",
    "body": "组织",
    "question": "题号",
    "name": "原来的文件名",
}
USUAL = ("number", "who", "question", "name")
FOLDERS = {"response": "每份答卷一个文件夹", "question": "每道题一个文件夹", "none": "不分文件夹"}
MAX_BUNDLE = 8 * 1024**3  # bytes
UPLOAD = "f."  # before the names of files in a form that is sent without script
MAX_WAITING = 2 * 1024**3  # bytes of a collection that no answer holds yet
WAITS = timedelta(days=30)  # as long as a browser remembers what was typed
SPARED = timedelta(days=1)  # after the closing


def asks_files(definition: Definition) -> bool:
    """Tell whether a questionnaire asks for files at all."""
    return any(item.kind in UPLOADED for item in definition.items)


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


def path(parts: Collection[str], folder: str, facts: Mapping[str, str]) -> str:
    """Return what a file is called in an archive: what the maker chose of it, in one order; the ending stays.

    >>> facts = {"number": "3", "mark": "9F2", "who": "王敏", "body": "", "question": "第2题", "name": "证书.pdf"}
    >>> path(("number", "who", "name"), "question", facts), path(("mark",), "none", facts)
    ('第2题/3_王敏_证书.pdf', '9F2.pdf')
    """
    stem, _, kind = facts["name"].rpartition(".")
    told = {**facts, "name": stem}
    named = "_".join(told[part] for part in PARTS if part in parts and told[part]) or told["number"]
    folders = {"response": "_".join(one for one in (facts["number"], facts["who"] or facts["mark"]) if one)}
    place = {**folders, "question": facts["question"]}.get(folder, "")
    return "/".join(clean_name(one, "txt").removesuffix(".txt") for one in (place, named) if one) + f".{kind}"


def distinct(path: str, taken: set[str]) -> str:
    """Return a path that is not taken yet, with a number where it is, and take it.

    >>> taken = {"a/b.pdf"}
    >>> distinct("a/B.pdf", taken), distinct("c.pdf", taken)
    ('a/B（2）.pdf', 'c.pdf')
    """
    stem, dot, kind = path.rpartition(".")
    number = 1
    found = path
    while found.lower() in taken:
        number += 1
        found = f"{stem}（{number}）{dot}{kind}"
    taken.add(found.lower())
    return found


def require_portable(size: int, number: int) -> None:
    """Refuse an archive of nothing, and one that is too large to be carried."""
    if not number:
        raise ValidationError("还没有收到附件。")
    if size > MAX_BUNDLE:
        raise ValidationError(f"附件一共超过 {MAX_BUNDLE // 1024**3} GB，请一道题一道题地下载。")
