"""Who reaches the pages of the site itself; see tests/scope.py."""

from tests.scope import Row

ROWS = {
    "home": Row("/", public=True),
    "workbench": Row("/workbench/", personal=True),
    "healthz": Row("/healthz", public=True),
    "readyz": Row("/readyz", public=True),
}
