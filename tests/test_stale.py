"""Every form over a row that is there already knows which state its page was drawn from (REL-03)."""

import re
from html import unescape

import pytest

from tests.samples import Sample, samples

pytestmark = [pytest.mark.django_db, pytest.mark.spec("REL-03")]
SAMPLES = samples()
OTHER = 7  # revisions away
EDITING = re.compile(r":(change|edit|amend|present|rename|move|set)(_|$)")
# What is offered to begin with is not the row that is changed.
SUGGESTED = {
    "directory:add": "the superior's place",
    "establishment:found": "the name of the unit's association",
    "registrations:submit": "who registers",
    "establishment:station": "the name of the unit's workstation",
    "establishment:sanction": "the day and how to appeal",
    "standing:renew": "the number of the next term",
    "establishment:approve_many": "the next number; each case carries the revision that was seen",
    "care:add_visit": "today",
    "dues:add_year": "this year",
    "dues:receipts": "the numbers of the last receipts",
    "evaluations:add": "the year",
    "affiliations:name_delegate": "today",
    "affiliations:admit_branch": "today",
    "polls:add": "one choice for each voter",
    "membership:apply": "the account's name and number",
    "membership:claim": "the account's name",
}
# A person's own, changed by nobody else: the last word counts.
OWN = {"accounts:change_password", "care:change", "accounts:set_mobile", "accounts:set_email", "notices:change"}
FIELDS = re.compile(r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<|$)", re.DOTALL)
CHOSEN = re.compile(r'<select[^>]*name="(\w+)"(?:(?!</select>).)*?<option value="([^"]+)"[^>]*\bselected', re.DOTALL)


def shown(html: str) -> dict[str, str]:
    """The fields of a page's form that something stands in, hidden ones left out."""
    form = max(re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL), key=len, default="")
    found = dict(CHOSEN.findall(form))
    for tag, marks, text in FIELDS.findall(form):
        known = dict(re.findall(r'([\w-]+)="([^"]*)"', marks))
        value = text.strip() if tag == "textarea" else known.get("value", "")
        if tag != "select" and known.get("type") not in {"hidden", "checkbox", "radio", "submit"} and value:
            found[known.get("name", "")] = unescape(value)
    return found


def texts(sample: Sample) -> list[str]:
    """What was typed as text or a number."""
    plain = {name: typed for name, typed in sample.typed.items() if isinstance(typed, str | int)}
    return [str(typed) for name, typed in plain.items() if name != "seen"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_form_over_a_row_knows_its_revision_and_an_old_one_is_shown_again_as_typed(name: str) -> None:
    """Where its name says that it edits, or where its page shows what stands there."""
    sample = SAMPLES[name]()
    answer = sample.browser.get(sample.address)
    page = answer.text if "text/html" in answer.headers["Content-Type"] else ""
    is_versioned = 'name="seen"' in page
    edits = EDITING.search(name) is not None or bool(shown(page) and name not in SUGGESTED)
    assert is_versioned or not edits or name in OWN, f"{name} shows {shown(page)} without its revision"
    assert is_versioned == ("seen" in sample.typed), "the sample and the page do not agree"
    if is_versioned:
        assert_old_pages_are_refused(sample)


def assert_old_pages_are_refused(sample: Sample) -> None:
    answer = sample.browser.post(sample.address, sample.form | {"seen": sample.typed["seen"] + OTHER})
    assert answer.status_code == 409
    page = unescape(answer.text)
    assert "别人已经改过" in page
    assert [typed for typed in texts(sample) if typed not in page.replace("\r\n", "\n")] == []
    assert sample.browser.post(sample.address, sample.form).status_code == 303, "with the right revision it passes"
    late = sample.browser.post(sample.address, sample.form)  # the first made it old, or ended what it was about
    assert late.status_code in {404, 409}
