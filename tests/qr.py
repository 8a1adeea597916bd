"""Reads QR codes as a telephone does: from what is seen to the text."""

import io

import typst
import zxingcpp
from PIL import Image

PAGE = "#set page(width: auto, height: auto, margin: 10mm)\n#image(bytes(sys.inputs.svg), width: 60mm)"


def read(svg: str) -> str:
    """Return the text of a code that is drawn in SVG, as a file or inside a page."""
    if "xmlns=" not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    (text,) = seen(typst.compile(PAGE.encode(), format="png", sys_inputs={"svg": svg}))
    return text


def seen(picture: bytes) -> list[str]:
    """Return the texts of all codes on a picture."""
    with Image.open(io.BytesIO(picture)) as opened:
        return [code.text for code in zxingcpp.read_barcodes(opened.convert("L"))]
