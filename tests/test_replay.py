"""Every form that changes something, sent again: it acts once, and all sendings lead to the same place (REL-02)."""

from collections import Counter
from functools import partial

import pytest
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from conftest import LASTING
from kexie.core.tests.threads import at_once
from kexie.website.middleware import EXEMPT as KEYLESS
from tests.pages import Answer
from tests.samples import Sample, exempt, samples, taking_forms

pytestmark = [pytest.mark.django_db, pytest.mark.spec("REL-02")]
SAMPLES = samples()
PARTS, TIMES = 4, 5
SHARE = 2  # every day one form in so many of each part
# What is counted of tries, sessions and the keys themselves, which come and go.
UNCOUNTED = LASTING | {"cache_entry", "throttle", "django_session", "usersessions_usersession", "form_key"}
ROWS = "SELECT {}, count(*), coalesce(sum(hashtextextended(row::text, 0)), 0) FROM {} AS row"
CHANGED = "changed"


def test_every_route_that_takes_forms_has_a_sample_or_a_reason() -> None:
    known, taking = set(SAMPLES) | set(exempt()), set(taking_forms())
    assert taking - known == set(), "give these a sample in their area's tests/samples.py"
    assert known - taking == set(), "these take no forms"
    assert set(SAMPLES) & set(exempt()) == set()


def test_what_needs_no_key_has_its_reason() -> None:
    assert KEYLESS - set(exempt()) == set()


def rows() -> dict[str, tuple[int, int]]:
    """How many rows each table has, and a digest of what stands in them."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - UNCOUNTED)
        each = [sql.SQL(ROWS).format(name, sql.Identifier(name)) for name in tables]
        cursor.execute(sql.SQL(" UNION ALL ").join(each))
        return {name: (number, digest) for name, number, digest in cursor.fetchall()}


def place(answer: Answer) -> str:
    return answer.headers.get("Location", f"{answer.status_code}: {answer.content.decode()[:2000]}")


def sent(sample: Sample, times: int) -> tuple[Counter[str], set[str]]:
    """Send a form so many times at once, and once more later; return which rows came or went and where it led."""
    before, form = rows(), sample.form
    windows = [sample.again() for _ in range(times)]
    deeds = [partial(window.post, sample.address, sample.form | {"form_key": form["form_key"]}) for window in windows]
    answers = at_once(*deeds)
    places = {repr(answer) if isinstance(answer, BaseException) else place(answer) for answer in answers}
    if times > 1 and not sample.leaves:
        places.add(place(sample.again().post(sample.address, form | sample.form | {"form_key": form["form_key"]})))
    if sample.leaves:  # who comes late has no session any more and is asked to sign in
        places = {one for one in places if not one.startswith("/signin/?next=")}
    after = rows()
    effect = Counter({name: now - before[name][0] for name, (now, _) in after.items() if now != before[name][0]})
    return effect + Counter({CHANGED: int(after != before)}), places


def complaints(name: str) -> list[str]:
    """Compare a form that is sent five times with one like it that is sent once."""
    (once, led), (often, places) = sent(SAMPLES[name](), 1), sent(SAMPLES[name](), TIMES)
    wrong = []
    if not once[CHANGED]:
        wrong.append(f"{name}: the sample does nothing ({led})")
    if once != often:
        wrong.append(f"{name}: once {dict(once)}, {TIMES} times {dict(often)}")
    if len(places) != 1 or not min(places).startswith("/"):
        wrong.append(f"{name}: led to {places}")
    return wrong


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_form_sent_five_times_at_once_acts_once(part: int, request: pytest.FixtureRequest) -> None:
    """With --drills all of them, and twenty forms of each sort."""
    rounds, share = (20, 1) if request.config.getoption("--drills") else (1, SHARE)
    names = [name for turn, name in enumerate(sorted(SAMPLES)) if turn % PARTS == part][::share]
    wrong = [line for name in names for _ in range(rounds) for line in complaints(name)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db(transaction=True)
def test_without_the_key_it_would_act_again(settings: Settings) -> None:
    """A drill of the drill: what the middleware prevents is noticed when it is taken away."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith(".once")]
    for name in ("directory:agree_task", "accounts:invite"):
        assert any(f"{TIMES} times" in line for line in complaints(name)), name
