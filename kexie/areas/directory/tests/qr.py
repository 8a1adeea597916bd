"""Reads a QR code as a telephone does: from the drawing to the text."""

import re
from collections.abc import Callable, Iterator

# Where a mask turns the colour round (table 10), by its number.
MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda x, y: (x + y) % 2,
    lambda x, y: y % 2,
    lambda x, y: x % 3,
    lambda x, y: (x + y) % 3,
    lambda x, y: (y // 2 + x // 3) % 2,
    lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)
LEVELS = {1: "L", 0: "M", 3: "Q", 2: "H"}
# Bytes of data in each block, by version and level of correction (ISO/IEC 18004, table 9).
BLOCKS = {
    (3, "L"): [55],
    (3, "M"): [44],
    (4, "L"): [80],
    (4, "M"): [32] * 2,
    (4, "Q"): [24] * 2,
    (5, "M"): [43] * 2,
    (5, "Q"): [15, 15, 16, 16],
    (6, "M"): [27] * 4,
}


def read(svg: str) -> str:
    """Return the text of a code that is drawn in SVG by horizontal lines."""
    dark = set(_drawn(svg))
    left, top = min(x for x, _ in dark), min(y for _, y in dark)
    dark = {(x - left, y - top) for x, y in dark}
    size = 1 + max(x for x, _ in dark)
    version = (size - 17) // 4
    form = sum(((x, 8) in dark) << (14 - place) for place, x in enumerate((0, 1, 2, 3, 4, 5, 7, 8)))
    form ^= 0x5412
    mask, level = MASKS[form >> 10 & 7], LEVELS[form >> 13]
    bits = [int((x, y) in dark) ^ (mask(x, y) == 0) for x, y in _way(size, version)]
    codewords = [int("".join(map(str, bits[start : start + 8])), 2) for start in range(0, len(bits) - 7, 8)]
    data = "".join(f"{byte:08b}" for byte in _in_order(codewords, BLOCKS[version, level]))
    if data[:4] != "0100":
        raise ValueError("only bytes are read")
    length = int(data[4:12], 2)
    return bytes(int(data[12 + 8 * place : 20 + 8 * place], 2) for place in range(length)).decode()


def _drawn(svg: str) -> Iterator[tuple[int, int]]:
    (path,) = re.findall(r'<path[^>]* d="([^"]*)"', svg)
    x = y = 0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        given = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        match command:
            case "M":
                x, y = int(given[0]), int(given[1])
            case "m":
                x, y = x + int(given[0]), y + int(given[1])
            case _:
                yield from ((x + step, y) for step in range(int(given[0])))
                x += int(given[0])


def _way(size: int, version: int) -> Iterator[tuple[int, int]]:
    """The places of the data: two columns at a time from the right, up and down, leaving out the fixed patterns."""
    middle = size - 7
    columns = [*range(size - 1, 6, -2), 5, 3, 1]  # column 6 is a fixed pattern
    for number, right in enumerate(columns):
        for step in range(size):
            y = step if number % 2 else size - 1 - step
            for x in (right, right - 1):
                is_finder = (x < 9 and y < 9) or (x < 9 and y >= size - 8) or (x >= size - 8 and y < 9)
                is_alignment = version > 1 and abs(x - middle) <= 2 and abs(y - middle) <= 2
                if not (is_finder or is_alignment or 6 in {x, y}):
                    yield x, y


def _in_order(codewords: list[int], lengths: list[int]) -> Iterator[int]:
    """Undo the interleaving of the blocks."""
    blocks: list[list[int]] = [[] for _ in lengths]
    taken = iter(codewords)
    for place in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if place < length:
                block.append(next(taken))
    for block in blocks:
        yield from block
