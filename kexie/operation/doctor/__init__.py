"""`kexie doctor`: what a deployment lacks, in plain words (OPS-02). Each check only looks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

GOOD, NOTE, BAD = "好", "注意", "不行"


@dataclass(frozen=True)
class Finding:
    """One line: how it stands with a thing, and what helps."""

    level: str
    about: str
    words: str
    help: str = ""

    @property
    def line(self) -> str:
        """The line as it is printed."""
        return "　".join(filter(None, (f"{self.level:　<2}", f"{self.about}：{self.words}", self.help)))


def good(about: str, words: str) -> Finding:
    """Nothing to do."""
    return Finding(GOOD, about, words)


def note(about: str, words: str, help_: str) -> Finding:
    """Works, but somebody should look at it."""
    return Finding(NOTE, about, words, help_)


def bad(about: str, words: str, help_: str) -> Finding:
    """Does not work, or is not safe."""
    return Finding(BAD, about, words, help_)


def is_bad(findings: Iterable[Finding]) -> bool:
    """Tell whether something is wrong."""
    return any(finding.level == BAD for finding in findings)


def either(ok: bool, about: str, words: str, help_: str, *, else_: str) -> Iterator[Finding]:
    """Give a good line, or a bad one with what helps."""
    yield good(about, words) if ok else bad(about, else_, help_)
