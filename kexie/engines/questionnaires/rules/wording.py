"""Which words many wrote (FRM-08). No tables, no clock."""

from collections import Counter
from collections.abc import Iterable

import rjieba

MOST_WORDS = 60
SHORTEST = 2  # letters: a single sign says little by itself
SIZES = 6  # of words as they are shown by how many wrote them
# Nouns, verbs, adjectives, sayings, places and bodies, foreign words; of what else the library tells apart, names of
# people (nr) must not be shown, and the rest holds sentences together.
KEPT = ("a", "b", "eng", "i", "j", "l", "n", "s", "v", "z")
PEOPLE = ("nr",)
# Said in every answer, whatever it is about.
EMPTY = frozenset(
    "没有 可以 能够 希望 建议 应该 需要 进行 觉得 认为 感觉 知道 方面 问题 情况 时候 东西 大家 "
    "我们 你们 他们 自己 一些 目前 现在 比较 非常 特别 还有 就是 不是 不能 不要 不会 有点 继续 "
    "成为 包括 有关 相关 具体 以上 其他 有时 请问 谢谢 放在 多到 找人 增加 建立 加强 提高 提供 开展 参加".split()
)


def frequent(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Return the words that most texts have, each text counted once, and in how many; those of one text alone fall out.

    >>> frequent(["希望多办安全培训", "培训，培训，还是培训", "张建国讲得好"])
    [('培训', 2)]
    """
    found: Counter[str] = Counter()
    for text in texts:
        found.update({word.lower() for word, kind in rjieba.tag(text) if _is_told(word, kind)})
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [(word, number) for word, number in ordered[:MOST_WORDS] if number > 1]


def _is_told(word: str, kind: str) -> bool:
    if len(word) < SHORTEST or word in EMPTY or kind.startswith(PEOPLE):
        return False
    return kind.startswith(KEPT) and any(character.isalpha() for character in word)


def size(number: int, most: int) -> int:
    """Return how large a word is shown, from 1 to SIZES, by how many wrote it beside the most frequent one.

    >>> size(9, 9), size(1, 9), size(3, 3)
    (6, 1, 6)
    """
    return 1 + (SIZES - 1) * (number - 1) // max(1, most - 1)
