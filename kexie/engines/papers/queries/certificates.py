"""The certificate of registration and the plaque (EST-16): for `establishment`."""

from kexie.core import qr
from kexie.engines.papers.queries.drawing import formal
from kexie.engines.papers.rules.certificates import Certificate, engraved
from kexie.engines.papers.rules.texts import plain


def certificate(certificate: Certificate) -> bytes:
    """Return a certificate of registration as PDF, A4 across, with a QR code that leads to its page (EST-16)."""
    return formal("certificate", plain(certificate) | {"qr": qr.svg(certificate.url)})


def plaque(text: str, by: str) -> bytes:
    """Return the plaque of a body as PDF, 600 by 400 mm as it is made, its name and who stands behind it (EST-16)."""
    return formal("plaque", engraved(text, by))


def plaque_picture(text: str, by: str) -> bytes:
    """Return the same plaque as a picture (PNG) for pages and letters (EST-16)."""
    return formal("plaque", engraved(text, by), format="png", ppi=72)
