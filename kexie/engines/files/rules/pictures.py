"""Pictures: decoded and drawn anew, so that nothing is kept of what was sent but what is seen (SEC-04).

Run by the limited process (`kexie.core.limited`).
"""

import io
import warnings
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from kexie.core.limited import Refused

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
SIDE = 20_000
QUALITY = 90
PLAIN = {"L", "RGB"}
CLEAR = {"LA", "RGBA"}


def prepare() -> None:
    """Know the formats before no file opens any more."""
    Image.init()


def answer(content: bytes, given: Mapping[str, int]) -> tuple[dict[str, Any], bytes]:
    """Return the kind and the new bytes of a picture; `square` is the side it is to fit into, 0 for as it is."""
    Image.MAX_IMAGE_PIXELS = given["pixels"]
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as picture:
            return _drawn(picture, given)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("vast") from None
    except UnidentifiedImageError:
        raise Refused("strange") from None
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        TypeError,
        KeyError,
        OverflowError,
        ArithmeticError,
    ):
        raise Refused("broken") from None


def _drawn(picture: Image.Image, given: Mapping[str, int]) -> tuple[dict[str, Any], bytes]:
    if max(picture.size) > SIDE or picture.width * picture.height > given["pixels"]:
        raise Refused("vast")
    kind = FORMATS[picture.format or ""]
    if kind == "jpg" and given["square"]:
        picture.draft("RGB", (given["square"] * 2, given["square"] * 2))
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    plain = _plain(picture)
    if given["square"]:
        kind, plain = "webp", _fitted(plain, given["square"])
    return {"kind": kind, "width": plain.width, "height": plain.height}, _saved(plain, kind)


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode that every format knows, without what came along with it."""
    if picture.mode not in PLAIN | CLEAR:
        has_clear = "A" in picture.getbands() or "transparency" in picture.info
        picture = picture.convert("RGBA" if has_clear else "RGB")
    picture.info = {}  # notes, places, colour profiles: nothing of it is written again
    return picture


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    picture = picture.convert("RGBA" if picture.mode in CLEAR else "RGB")
    return ImageOps.contain(picture, (side, side)) if max(picture.size) > side else picture


def _saved(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    match kind:
        case "jpg":
            picture.convert("L" if picture.mode == "L" else "RGB").save(file, "JPEG", quality=QUALITY)
        case "png":
            picture.save(file, "PNG")
        case _:
            picture.save(file, "WEBP", quality=QUALITY)
    return file.getvalue()
