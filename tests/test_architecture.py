"""The architecture is kept on this tree, and each check is seen to fail on a small tree that breaks one rule."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests import architecture

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
PROGRAMS = Path(sys.executable).parent
Check = Callable[[Path], Iterator[str]]

CHECKS: list[Check] = [
    architecture.other_file_names,
    architecture.unscoped_pages,
    architecture.unscoped_queries,
    architecture.undeclared_permissions,
    architecture.unnamed_deeds,
    architecture.routes_of_other_names,
    architecture.urls_of_other_apps,
    architecture.views_without_route,
    architecture.views_without_test,
    architecture.parts_of_other_names,
    architecture.templates_without_view,
    architecture.rules_with_tables,
    architecture.swallowed_errors,
    architecture.ignores_without_code,
    architecture.mocks,
    architecture.words_of_this_machine,
    architecture.requirements_without_hash,
]

# A small tree that keeps every rule: one app of each shelf, written as files and (beta) as packages.
ALPHA, BETA, GAMMA, TREE = (
    "kexie/areas/alpha",
    "kexie/areas/beta",
    "kexie/engines/gamma",
    "kexie/foundation/organisations",
)
CONVENE = """
@login_required
def convene(request, code):
    congress = get_object_or_404(Congress.objects.where_may(request.actor, "alpha.convene"), code=code)
    form = forms.Convene(request.POST or None)
    if attempt(request, form, actions.convene, congress):
        return moved(request, "alpha:show", code)
    return page(request, "alpha/convene.html", {"form": form})
"""
SHOW = """
def show(request, code):
    return page(request, "alpha/show.html", {"congress": get_object_or_404(Congress.objects.published(), code=code)})
"""
RULES = """
from django.core.exceptions import ValidationError
GRANTS = {"secretary": {"alpha.convene": "own"}}
TRAIL = Words("会议", deeds={"alpha.convene": "召开", "alpha.close": "闭幕", "alpha.open": "开幕"})
"""
RECORDING = """
def convene(congress, by):
    record("alpha.convene", congress, by=by)
    _step(congress, what="alpha.open", by=by)

def _step(congress, *, what, by):
    record(what, congress, by=by)

def close(congress, stage, by):
    record(DEEDS[stage], congress, by=by)

DEEDS = {"closed": "alpha.close"}
"""
GOOD = {
    "requirements.txt": f"django==5.2 \\\n    --hash=sha256:{'0' * 64}\n    # via kexie\n",
    "kexie/__init__.py": "",
    "kexie/__main__.py": "",
    "kexie/settings.py": "",
    "kexie/core/__init__.py": "",
    "kexie/core/clock.py": "",
    "kexie/core/forms.py": "",
    "kexie/core/lists.py": "",
    "kexie/core/locks.py": "",
    "kexie/core/requests.py": "",
    "kexie/website/__init__.py": "",
    "kexie/website/urls.py": "from kexie.website import views\nfrom django.views import generic\n",
    "kexie/website/views.py": "",
    "kexie/operation/__init__.py": "",
    "kexie/operation/home.py": "",
    "kexie/areas/__init__.py": "",
    f"{ALPHA}/__init__.py": "",
    f"{ALPHA}/apps.py": "",
    f"{ALPHA}/rules.py": RULES,
    f"{ALPHA}/models.py": "",
    f"{ALPHA}/queries.py": "def show(rows: CongressQuerySet):\n    return rows, Post.objects.filter()\n",
    f"{ALPHA}/actions.py": RECORDING,
    f"{ALPHA}/tasks.py": "",
    f"{ALPHA}/forms.py": "",
    f"{ALPHA}/views.py": CONVENE + SHOW,
    f"{ALPHA}/urls.py": """
from kexie.areas.alpha import views
app_name = "alpha"
urlpatterns = [path("congresses/<slug:code>/", views.show, name="show"),
               path("congresses/<slug:code>/convene/", views.convene, name="convene")]
""",
    f"{ALPHA}/templates/alpha/convene.html": "",
    f"{ALPHA}/templates/alpha/show.html": "",
    f"{ALPHA}/templates/alpha/_row.html": "",
    f"{ALPHA}/migrations/__init__.py": "",
    f"{ALPHA}/migrations/0001_initial.py": "",
    f"{ALPHA}/tests/__init__.py": "",
    f"{ALPHA}/tests/factories.py": "from kexie.areas.alpha import models\n",
    f"{ALPHA}/tests/test_convene.py": "from kexie.areas.alpha import actions\n",
    f"{ALPHA}/tests/test_show.py": "",
    f"{BETA}/__init__.py": "",
    f"{BETA}/apps.py": "",
    f"{BETA}/models.py": "",
    f"{BETA}/actions.py": "from kexie.areas.alpha import actions\n",
    f"{BETA}/queries/__init__.py": "",
    f"{BETA}/queries/lists.py": "def lists(person):\n    return Congress.objects.of(person)\n",
    f"{BETA}/views/__init__.py": "",
    f"{BETA}/views/pages.py": 'def export(request):\n    return page(request, "beta/export.html", {})\n',
    f"{BETA}/urls.py": """
from kexie.areas.beta.views import pages
app_name = "beta"
urlpatterns = [path("export.csv", pages.export, name="export")]
""",
    f"{BETA}/templates/beta/export.html": "",
    f"{BETA}/tests/test_export.py": "",
    "kexie/areas/directory/__init__.py": "",
    "kexie/areas/directory/apps.py": "",
    "kexie/areas/directory/actions.py": "",
    "kexie/areas/elections/__init__.py": "",
    "kexie/areas/elections/apps.py": "",
    "kexie/areas/elections/actions.py": "from kexie.areas.directory import actions\n",
    "kexie/engines/__init__.py": "",
    f"{GAMMA}/__init__.py": "",
    f"{GAMMA}/apps.py": "",
    f"{GAMMA}/queries.py": "",
    f"{GAMMA}/actions.py": "from kexie.foundation.organisations import models\n",
    "kexie/engines/delta/__init__.py": "",
    "kexie/engines/delta/apps.py": "",
    "kexie/engines/delta/actions.py": "",
    "kexie/foundation/__init__.py": "",
    f"{TREE}/__init__.py": "",
    f"{TREE}/apps.py": "",
    f"{TREE}/models.py": "from kexie.foundation.regions import models\n",
    f"{TREE}/queries.py": "def everything():\n    return Organisation.objects.all()\n",
    "kexie/foundation/regions/__init__.py": "",
    "kexie/foundation/regions/apps.py": "",
    "kexie/foundation/regions/models.py": "",
    "kexie/foundation/people/__init__.py": "",
    "kexie/foundation/people/apps.py": "",
    "kexie/foundation/records/__init__.py": "",
    "kexie/foundation/records/apps.py": "",
    "kexie/foundation/records/models.py": "",
}

# Each breaks one rule: the check, the file, what is added to it, and what the check has to say.
BROKEN: list[tuple[Check, str, str, str]] = [
    (architecture.other_file_names, f"{ALPHA}/utils.py", "", "utils.py: no such name"),
    (architecture.other_file_names, f"{ALPHA}/services/__init__.py", "", "services: no such name"),
    (architecture.other_file_names, f"{ALPHA}/templates/beta/show.html", "", "templates/beta: no such name"),
    (architecture.other_file_names, "kexie/areas/notes.py", "", "notes.py: no such name"),
    (architecture.other_file_names, "kexie/areas/bare/rules.py", "", "bare: no such name"),
    (architecture.other_file_names, f"{TREE}/views.py", "", "views.py: no such name"),
    (architecture.other_file_names, f"{TREE}/tasks/__init__.py", "", "tasks: no such name"),
    (architecture.other_file_names, "kexie/core/models.py", "", "models.py: no such name"),
    (architecture.other_file_names, "kexie/website/helpers.py", "", "helpers.py: no such name"),
    (architecture.other_file_names, "kexie/operation/utils.py", "", "utils.py: no such name"),
    (architecture.other_file_names, "kexie/shared.py", "", "shared.py: no such name"),
    (
        architecture.unscoped_pages,
        f"{ALPHA}/views.py",
        "\nrows = Congress.objects.all()",
        "Congress.objects without a scope",
    ),
    (architecture.unscoped_pages, f"{BETA}/views/pages.py", "\nrows = Congress.objects", "Congress.objects without"),
    (architecture.unscoped_pages, f"{ALPHA}/api.py", "rows = Congress._default_manager.all()", "without a scope"),
    (architecture.unscoped_pages, f"{ALPHA}/views.py", "\nrow = get_object_or_404(Congress, pk=1)", "on a model"),
    (architecture.unscoped_pages, "kexie/website/views.py", "rows = Congress.objects.all()", "without a scope"),
    (
        architecture.unscoped_queries,
        f"{GAMMA}/queries.py",
        "def f(x: int):\n    return Congress.objects.all()",
        "without a",
    ),
    (
        architecture.unscoped_queries,
        f"{BETA}/queries/lists.py",
        "ROWS = Congress.objects.filter(pk=1)",
        "without a scope",
    ),
    (
        architecture.undeclared_permissions,
        f"{ALPHA}/views.py",
        '\nX.objects.where_may(who, "alpha.typo")',
        "alpha.typo is",
    ),
    (
        architecture.undeclared_permissions,
        f"{ALPHA}/queries.py",
        '\nrows.where_may(who, permission="beta.show")',
        "beta.show",
    ),
    (
        architecture.undeclared_permissions,
        f"{BETA}/views/pages.py",
        "\nX.objects.where_may(who, what)",
        "not written out",
    ),
    (
        architecture.routes_of_other_names,
        f"{ALPHA}/urls.py",
        'path("open/", views.show, name="open")',
        "should lead to",
    ),
    (architecture.unnamed_deeds, f"{ALPHA}/actions.py", '\nrecord("alpha.typo", x, by=y)', "alpha.typo has no label"),
    (architecture.unnamed_deeds, f"{ALPHA}/actions.py", "\nrecord(x.what, x, by=y)", "is not written out"),
    (
        architecture.unnamed_deeds,
        f"{ALPHA}/actions.py",
        '\njobs.take_away(work, "alpha.typo", table)',
        "alpha.typo has no label",
    ),
    (
        architecture.unnamed_deeds,
        f"{BETA}/rules/quorum.py",
        'TRAIL = Words("", deeds={"beta.a": "甲"})',
        "never recorded",
    ),
    (architecture.routes_of_other_names, f"{ALPHA}/urls.py", 'path("show/", views.show)', "route None"),
    (
        architecture.routes_of_other_names,
        f"{ALPHA}/urls.py",
        'path("x/", views.Show.as_view(), name="x")',
        "should lead to",
    ),
    (
        architecture.routes_of_other_names,
        f"{ALPHA}/urls.py",
        'path("close/", views.close, name="close")',
        "is no view close",
    ),
    (
        architecture.routes_of_other_names,
        f"{ALPHA}/urls.py",
        'path("call/", views.convene, name="convene")',
        "end in convene",
    ),
    (architecture.urls_of_other_apps, f"{ALPHA}/urls.py", "from kexie.areas.beta import views as beta", "own view"),
    (
        architecture.urls_of_other_apps,
        "kexie/website/urls.py",
        "from kexie.areas.beta.views.pages import export",
        "own view",
    ),
    (architecture.urls_of_other_apps, "kexie/engines/delta/urls.py", 'app_name = "gamma"', 'should be "delta"'),
    (architecture.views_without_route, f"{ALPHA}/views.py", "\ndef sums(rows): ...", "no route leads to sums"),
    (architecture.views_without_route, f"{BETA}/views/more.py", "def sums(rows): ...", "no route leads to sums"),
    (
        architecture.views_without_test,
        f"{BETA}/urls.py",
        'path("", pages.browse, name="browse")',
        "test_browse.py is missing",
    ),
    (
        architecture.parts_of_other_names,
        f"{ALPHA}/views.py",
        SHOW.replace("show.html", "one.html"),
        "should draw alpha/show",
    ),
    (
        architecture.parts_of_other_names,
        f"{BETA}/views/pages.py",
        'def a(r):\n    page(r, "beta/a.html")',
        "a.html is missing",
    ),
    (
        architecture.parts_of_other_names,
        f"{ALPHA}/views.py",
        CONVENE.replace("forms.C", "forms.Rec"),
        "use forms.Convene",
    ),
    (
        architecture.parts_of_other_names,
        f"{ALPHA}/views.py",
        CONVENE.replace("actions.c", "actions.rec"),
        "the action convene",
    ),
    (architecture.templates_without_view, f"{ALPHA}/templates/alpha/close.html", "", "there is no view close"),
    (architecture.templates_without_view, f"{BETA}/templates/beta/parts/close.html", "", "there is no view close"),
    (architecture.rules_with_tables, f"{ALPHA}/rules.py", "from django.db.models import Q", "may not import django.db"),
    (architecture.rules_with_tables, f"{BETA}/rules/quorum.py", "import psycopg", "may not import psycopg"),
    (architecture.swallowed_errors, f"{ALPHA}/actions.py", "try: f()\nexcept Exception: pass", "silences every error"),
    (architecture.swallowed_errors, f"{ALPHA}/actions.py", "try: f()\nexcept:\n    ...", "silences every error"),
    (
        architecture.swallowed_errors,
        f"{ALPHA}/tests/test_show.py",
        "with suppress(Exception): f()",
        "silences every error",
    ),
    (architecture.ignores_without_code, f"{ALPHA}/actions.py", "f()  # type: ignore", "ignore without a code"),
    (architecture.mocks, f"{ALPHA}/tests/test_show.py", "from unittest import mock", "no mocks (unittest.mock)"),
    (
        architecture.mocks,
        f"{ALPHA}/tests/test_show.py",
        "from unittest.mock import patch",
        "no mocks (unittest.mock.patch)",
    ),
    (architecture.mocks, f"{ALPHA}/tests/test_show.py", "def test_it(mocker): ...", "no mocks (mocker)"),
    (
        architecture.words_of_this_machine,
        "docs/notes.md",
        f"https://{architecture.HOSTS[0]}/simple",
        architecture.HOSTS[0],
    ),
    (
        architecture.words_of_this_machine,
        "bin/run",
        f"cd {architecture.LOCAL_PATHS[0]}main",
        architecture.LOCAL_PATHS[0],
    ),
    (architecture.requirements_without_hash, "requirements.txt", "psycopg==3.2", "psycopg==3.2 is not locked"),
    (
        architecture.requirements_without_hash,
        "requirements-dev.txt",
        f"ruff --hash=sha256:{'0' * 64}",
        "ruff is not locked",
    ),
    (
        architecture.requirements_without_hash,
        "requirements.txt",
        "--index-url https://example.org",
        "--index-url is not",
    ),
]

# For each contract of pyproject.toml an import that breaks it.
BAD_IMPORTS: list[tuple[str, dict[str, str]]] = [
    ("shelves", {"kexie/core/locks.py": "from kexie.foundation.records import models"}),
    ("shelves", {f"{TREE}/models.py": "from kexie.engines.gamma import actions"}),
    ("shelves", {f"{GAMMA}/actions.py": "from kexie.areas.alpha import actions as alpha"}),
    ("shelves", {f"{ALPHA}/actions.py": "from kexie.website import views"}),
    ("shelves", {"kexie/website/views.py": "from kexie.operation import home"}),
    ("shelves", {f"{ALPHA}/models.py": "from kexie import settings"}),
    ("shelves", {"kexie/shared.py": ""}),
    ("foundation", {"kexie/foundation/regions/models.py": "from kexie.foundation.organisations import models"}),
    ("foundation", {"kexie/foundation/people/models.py": "from kexie.foundation.regions import models"}),
    ("foundation", {"kexie/foundation/tags/__init__.py": ""}),
    ("engines", {f"{GAMMA}/actions.py": "from kexie.engines.delta import actions"}),
    (
        "engines-circle",
        {
            "kexie/engines/delta/actions.py": "from kexie.engines.gamma import actions",
            f"{GAMMA}/actions.py": "from kexie.engines.delta import actions",
        },
    ),
    ("areas-circle", {f"{ALPHA}/queries.py": "from kexie.areas.beta import models"}),
    ("areas-order", {"kexie/areas/directory/actions.py": "from kexie.areas.elections import actions"}),
    ("files", {f"{ALPHA}/models.py": "from kexie.areas.alpha import queries"}),
    ("files", {f"{BETA}/queries/lists.py": "from kexie.areas.beta import actions"}),
    ("files", {f"{ALPHA}/actions.py": "from kexie.areas.alpha import tasks"}),
    ("files", {f"{ALPHA}/utils.py": ""}),
    ("models", {f"{ALPHA}/rules.py": "from kexie.areas.alpha import models"}),
    ("queries", {f"{BETA}/models.py": "from kexie.areas.alpha import queries"}),
    ("actions", {f"{ALPHA}/forms.py": "from kexie.areas.alpha import actions"}),
    ("actions", {f"{BETA}/queries/lists.py": "from kexie.areas.alpha import actions"}),
    ("tasks", {f"{BETA}/actions.py": "from kexie.areas.alpha.tasks import remind"}),
    ("forms", {f"{BETA}/actions.py": "from kexie.areas.alpha import forms"}),
    ("views", {f"{BETA}/actions.py": "from kexie.areas.alpha import views"}),
    ("urls", {f"{BETA}/views/pages.py": "from kexie.areas.alpha import urls"}),
    ("tests", {f"{ALPHA}/actions.py": "from kexie.areas.alpha.tests import factories"}),
    ("rules", {f"{ALPHA}/rules.py": "from kexie.core import clock"}),
    ("migrations", {f"{ALPHA}/migrations/0001_initial.py": "from kexie.areas.alpha import rules"}),
    ("migrations", {f"{ALPHA}/migrations/0001_initial.py": "from kexie.core import codes"}),
]

BAD_MANNERS = [
    ("TID251", "from django.dispatch import receiver\n\nreceiver()\n"),
    ("TID251", "from django.db.models.signals import post_save\n\npost_save.connect(print)\n"),
    ("TID251", "from datetime import datetime\n\ndatetime.now()\n"),
    ("PLC0415", "def read() -> None:\n    import json\n\n    json.loads('')\n"),
    ("PGH003", "f()  # type: ignore\n"),
]


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return root


def broken(root: Path, added: dict[str, str]) -> Path:
    """Write the good tree with something added to its files."""
    return write(root, GOOD | {name: GOOD.get(name, "") + text for name, text in added.items()})


def lint_imports(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter in a tree with this repository's contracts."""
    if root != ROOT:
        shutil.copy(ROOT / "pyproject.toml", root)
    command = [str(PROGRAMS / "lint-imports"), "--no-logo", "--no-cache", *options]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def report(violations: Iterable[str]) -> None:
    """Fail with every violation, one on a line."""
    found = list(violations)
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("check", CHECKS)
def test_this_tree_keeps(check: Check) -> None:
    report(check(ROOT))


@pytest.mark.parametrize("check", CHECKS)
def test_good_tree_keeps(check: Check, tmp_path: Path) -> None:
    report(check(write(tmp_path, GOOD)))


@pytest.mark.parametrize(("check", "name", "added", "said"), BROKEN)
def test_bad_tree_breaks(check: Check, name: str, added: str, said: str, tmp_path: Path) -> None:
    found = list(check(broken(tmp_path, {name: added})))
    assert len(found) == 1
    assert said in found[0]


def test_every_check_is_seen_to_fail() -> None:
    assert {check for check, *_ in BROKEN} == set(CHECKS)


def test_imports_of_this_tree() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_of_good_tree(tmp_path: Path) -> None:
    done = lint_imports(write(tmp_path, GOOD))
    assert done.returncode == 0, done.stdout + done.stderr


def test_bad_import_in_this_tree(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "kexie", tmp_path / "kexie", ignore=shutil.ignore_patterns("static", "templates", "data"))
    with (tmp_path / "kexie/core/locks.py").open("a", encoding="utf-8") as file:
        file.write("\nfrom kexie.foundation.organisations.models import Organisation\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert "kexie.core is not allowed to import kexie.foundation" in " ".join(done.stdout.split())


@pytest.mark.parametrize(("contract", "added"), BAD_IMPORTS)
def test_bad_import(contract: str, added: dict[str, str], tmp_path: Path) -> None:
    done = lint_imports(broken(tmp_path, added), "--contract", contract)
    assert done.returncode == 1
    assert "0 kept, 1 broken" in done.stdout, done.stdout + done.stderr


def test_every_contract_is_seen_to_fail() -> None:
    assert {contract for contract, _ in BAD_IMPORTS} == {contract["id"] for contract in CONTRACTS}


@pytest.mark.parametrize(("rule", "code"), BAD_MANNERS)
def test_ruff_refuses(rule: str, code: str) -> None:
    command = [str(PROGRAMS / "ruff"), "check", "--no-cache", "--stdin-filename", f"{ALPHA}/actions.py", "-"]
    done = subprocess.run(command, cwd=ROOT, input=code, capture_output=True, text=True, check=False)
    assert rule in done.stdout


def test_constraints_have_sentences() -> None:
    tables = [table for table in apps.get_models() if table.__module__.startswith("kexie.")]
    assert tables
    report(architecture.silent_constraints(tables))


def test_constraint_without_sentence() -> None:
    class Silent(models.Model):
        class Meta:
            app_label = "silent"
            apps = ProjectState().apps
            constraints = (
                models.CheckConstraint(name="default", condition=models.Q(pk__gt=0)),
                models.CheckConstraint(name="english", condition=models.Q(pk__gt=0), violation_error_message="Wrong."),
            )

        def __str__(self) -> str:
            return "silent"

    found = list(architecture.silent_constraints([Silent]))
    assert [line.split()[1] for line in found] == ["default", "english"]


def test_migrations_are_complete() -> None:
    written = MigrationLoader(None).project_state()
    report(architecture.missing_migrations(written, ProjectState.from_apps(apps)))


def test_missing_migration() -> None:
    written = MigrationLoader(None).project_state()
    written.remove_field("regions", "region", "pinyin")
    found = architecture.missing_migrations(written, ProjectState.from_apps(apps))
    assert found == ["regions: Add field pinyin to region"]
