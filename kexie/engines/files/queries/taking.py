"""Taking a file that somebody sent: its name, its size, what a scanner says, and what its content is (SEC-04)."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError

from kexie.core.limited import ask
from kexie.engines.files import rules
from kexie.engines.files.queries.scanning import require_clean
from kexie.engines.files.rules import Upload

RULES = Path(rules.__file__).parent


class Reader(NamedTuple):
    """The script that looks through content of some kinds, and how long it may compute."""

    script: str
    seconds: int


READERS = {
    **dict.fromkeys(rules.PICTURES, Reader("pictures.py", 20)),
    **dict.fromkeys(("docx", "xlsx", "pptx", "zip"), Reader("packages.py", 20)),
    "pdf": Reader("pdfs.py", 20),
    "txt": Reader("texts.py", 10),
    "csv": Reader("texts.py", 10),
}


def checked(name: str, content: bytes, *, kinds: Collection[str], square: int = 0) -> Upload:
    """Return what somebody sent as it may be kept; raises ValidationError with the sentence why it is not taken.

    `kinds` are those that are taken here. A picture comes back drawn anew, within `square` pixels if that is given.
    """
    called = rules.clean_name(name, "txt").removesuffix(".txt") or name
    if not content:
        raise ValidationError(rules.told("empty", called))
    kind = rules.require_kind(name, content, kinds)
    require_clean(called, content)
    reader = READERS[kind]
    given = {
        "kind": kind,
        "square": square,
        "pixels": rules.MAX_PIXELS,
        "entries": rules.MAX_ENTRIES if kind == "zip" else rules.MAX_PARTS,
        "unpacked": rules.MAX_UNPACKED,
        "inner": sorted(rules.INNER),
    }
    facts, made = ask(RULES / reader.script, content, given, seconds=reader.seconds, patience=2.0 * reader.seconds)
    if refused := facts.get("refused"):
        raise ValidationError(rules.told(refused, called, kind=kind, what=str(facts.get("what") or "")))
    found = facts["kind"]
    if found not in kinds and not square:
        raise ValidationError(rules.told("kinds", called, kinds=kinds))
    rules.require_agreement(called, kind, found)
    return Upload(rules.clean_name(name, found), found, made or content)
