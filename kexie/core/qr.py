"""QR codes: inside pages, and as drawings of links on papers."""

import io
import re

import segno
import zxingcpp
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString
from PIL import Image

DARK = re.compile(rb"\0+")


def picture(text: str, *, error: str = "m") -> SafeString:
    """Return the QR code of an address or another text as a picture to stand inside a page.

    `error` is how much of it may be soiled: "l" (7 %) for long texts. Always UTF-8: for Chinese the library would
    otherwise choose a Japanese encoding, which not every telephone reads.

    >>> picture("https://example.com/").startswith("<svg")
    True
    """
    code = segno.make(text, error=error, encoding="utf-8", micro=False)
    return SafeString(code.svg_inline(scale=4, border=2, svgclass="k-qr", lineclass=None, omitsize=True))


def svg(link: str) -> str:
    """Return a link as QR code in SVG, without a margin; raises ValueError where it is empty or too long.

    >>> svg("https://example.com/").startswith("<svg")
    True
    """
    drawn = Image.fromarray(_code(link).to_image(add_quiet_zones=False))
    size, points = drawn.width, drawn.tobytes()
    path = "".join(
        f"M{dark.start()} {row}h{len(dark[0])}v1H{dark.start()}z"
        for row in range(size)
        for dark in DARK.finditer(points[row * size : (row + 1) * size])
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"><path d="{path}"/></svg>'


def png(link: str, *, scale: int = 8) -> bytes:
    """Return a link as QR code in PNG with the margin that readers ask for, `scale` points to a square of the code."""
    drawn = io.BytesIO()
    Image.fromarray(_code(link).to_image(scale=scale)).convert("1").save(drawn, "PNG")
    return drawn.getvalue()


def _code(link: str) -> zxingcpp.Barcode:
    """Return the code of a link, which is written as browsers send it: no reader has to guess the encoding."""
    return zxingcpp.create_barcode(iri_to_uri(link), zxingcpp.BarcodeFormat.QRCode, ec_level="M")
