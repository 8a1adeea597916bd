"""QR codes inside pages."""

import segno
from django.utils.safestring import SafeString


def picture(text: str, *, error: str = "m") -> SafeString:
    """Return the QR code of an address or another text as a picture to stand inside a page.

    `error` is how much of it may be soiled: "l" (7 %) for long texts. Always UTF-8: for Chinese the library would
    otherwise choose a Japanese encoding, which not every telephone reads.

    >>> picture("https://example.com/").startswith("<svg")
    True
    """
    code = segno.make(text, error=error, encoding="utf-8", micro=False)
    return SafeString(code.svg_inline(scale=4, border=2, svgclass="k-qr", lineclass=None))
