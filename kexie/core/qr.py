"""QR codes inside pages."""

import segno
from django.utils.safestring import SafeString


def picture(link: str) -> SafeString:
    """Return the QR code of an address as a picture to stand inside a page.

    >>> picture("https://example.com/").startswith("<svg")
    True
    """
    return SafeString(segno.make(link, error="m").svg_inline(scale=4, border=2, svgclass="k-qr", lineclass=None))
