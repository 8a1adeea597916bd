"""Who reaches the pages of organisations; see tests/scope.py."""

from tests.scope import READERS, Row

ROWS = {
    "directory:browse": Row("/organisations/", public=True),
    "directory:distribution": Row("/distribution/", public=True),
    "directory:desk": Row("/organisations/{code}/desk/", county=READERS, body=f"{READERS} guide.administrator"),
}
