"""What docs/architecture.md says of files, names and scope, as checks that import-linter, ruff and mypy cannot make.

Each check takes the root of a tree, walks packages as well as single files, and gives one line for each violation.
`test_architecture.py` runs them on this tree, and on small trees that break exactly one rule.
"""

import ast
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import no_translations
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

SHELVES = ("areas", "engines", "foundation")
FILES = {"apps", "rules", "models", "queries", "actions", "tasks", "forms", "views", "urls", "api"}
FOLDERS = {"migrations", "templates", "static", "tests", "data", "management"}
NOT_IN_FOUNDATION = {"urls", "views", "templates", "static", "tasks", "forms", "api"}
NOT_IN_CORE = {"models", "views", "urls", "tasks", "api", "middleware", "context"}
TOP = {"__main__", "settings"}
WEBSITE = {
    "adapters",
    "apps",
    "urls",
    "views",
    "middleware",
    "context",
    "wsgi",
    "errors",
    "tasks",
    "menu",
    "formats",
    "metrics",
}
OPERATION = {
    "apps",
    "home",
    "postgres",
    "guard",
    "processes",
    "supervisor",
    "testing",
    "demo",
    "synth",
    "bench",
    "doctor",
    "backup",
}

SCOPES = {"where_may", "published", "of"}
RECORDING = {"record": 0, "record_all": 0, "take_away": 1}  # where each takes the deed
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
PAGE_WORDS = {"browse", "show", "add", "change", "remove"}
PERMISSION = re.compile(r"[a-z_]+\.[a-z_]+")
PLAIN_DJANGO = ("django.core.exceptions", "django.core.validators")
MOCKS = ("unittest.mock", "mock", "pytest_mock")
# Written in pieces, so that this file passes its own check.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("pypi", "tuna"),
        ("npmjs", "org"),
        ("npmmirror", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("mirrors", "aliyun", "com"),
        ("mirrors", "tuna"),
        ("mirrors", "ustc"),
        ("proxy", "golang", "org"),
    )
)
LOCAL_PATHS = tuple(f"/{folder}/" for folder in ("work", "root/.pyenv"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


# Walking a tree


def apps(root: Path, shelves: Iterable[str] = SHELVES) -> Iterator[Path]:
    """Give the folder of every app on these shelves."""
    for shelf in shelves:
        yield from (file.parent for file in sorted((root / "kexie" / shelf).glob("*/apps.py")))


def modules(folder: Path, *names: str) -> Iterator[Path]:
    """Give the Python files of these names, whether one is a file or a package."""
    for name in names:
        if (file := folder / f"{name}.py").exists():
            yield file
        yield from sorted((folder / name).rglob("*.py"))


def sources(root: Path) -> Iterator[Path]:
    """Give every Python file that people write."""
    yield from sorted(root.glob("*.py"))
    for folder in ("kexie", "tests"):
        yield from sorted((root / folder).rglob("*.py"))


def product(root: Path) -> Iterator[Path]:
    """Give every Python file of the product itself: no tests, no migrations."""
    for file in sorted((root / "kexie").rglob("*.py")):
        if not {"tests", "migrations"}.intersection(file.relative_to(root).parts):
            yield file


def tracked(root: Path) -> Iterator[Path]:
    """Give every file that is or would be in the repository."""
    if not (root / ".git").exists():
        yield from (file for file in sorted(root.rglob("*")) if file.is_file())
        return
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    yield from (root / name for name in sorted(listed.split("\0")) if name and (root / name).is_file())


def parsed(file: Path) -> ast.Module:
    """Read a file's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Give every function, also those inside classes and functions."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Give every call of a function of these names, whatever module it is taken from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func) in names:
            yield node


def last_name(node: ast.AST | None) -> str:
    """Return the last word of `a.b.c` or `c`, or nothing for any other expression."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def text(node: ast.AST | None) -> str | None:
    """Return the text that is written out here, or None where something else stands."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def argument(call: ast.Call, place: int, name: str = "") -> ast.expr | None:
    """Return the argument at a place or of a name."""
    if len(call.args) > place:
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if name and keyword.arg == name), None)


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give every imported thing by its full name, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def assigned(tree: ast.Module, name: str) -> Iterator[ast.expr]:
    """Give the values that a module assigns to a name."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and name in map(last_name, targets):
            yield node.value


def at(root: Path, file: Path, line: int = 0) -> str:
    """Write a place as editors understand it."""
    return f"{file.relative_to(root)}:{line}" if line else str(file.relative_to(root))


# Files and folders


def other_file_names(root: Path) -> Iterator[str]:
    """Guard: a reader who knows one app knows them all, so every folder holds only the listed names."""
    kexie = root / "kexie"
    yield from strangers(root, kexie, TOP, {*SHELVES, "core", "website", "operation"})
    yield from strangers(root, kexie / "website", WEBSITE, {"templatetags", "templates", "static", "tests"})
    yield from strangers(root, kexie / "operation", OPERATION, {"management", "tests"})
    yield from strangers(
        root, kexie / "core", {file.stem for file in (kexie / "core").glob("*.py")} - NOT_IN_CORE, {"tests"}
    )
    for shelf in SHELVES:
        yield from strangers(root, kexie / shelf, set(), {app.name for app in apps(root, [shelf])})
    for app in apps(root):
        less = NOT_IN_FOUNDATION if app.parent.name == "foundation" else set()
        yield from strangers(root, app, FILES - less, FOLDERS - less)
        yield from strangers(root, app / "templates", set(), {app.name})


def strangers(root: Path, folder: Path, files: set[str], folders: set[str]) -> Iterator[str]:
    """Give what lies in a folder and is neither a listed module (file or package) nor a listed folder."""
    for child in sorted(folder.iterdir()) if folder.exists() else ():
        is_module = child.suffix == ".py" and child.stem in files | {"__init__"}
        is_package = (child / "__init__.py").exists() and child.name in files
        if not (is_module or is_package or (child.is_dir() and child.name in folders | {"__pycache__"})):
            yield f"{at(root, child)}: no such name in {at(root, folder)} (docs/architecture.md)"


# Scope


def unscoped_pages(root: Path) -> Iterator[str]:
    """Guard: a page never reaches a row outside the asker's scope, for every row it reads was scoped first."""
    for folder in (*apps(root), root / "kexie/website"):
        for file in modules(folder, "views", "api"):
            tree = parsed(file)
            for what, line in unscoped(tree):
                yield f"{at(root, file, line)}: {what} without a scope"
            for call in calls(tree, *SHORTCUTS):
                if last_name(argument(call, 0, "klass"))[:1].isupper():
                    yield f"{at(root, file, call.lineno)}: {last_name(call.func)} on a model without a scope"


def unscoped_queries(root: Path) -> Iterator[str]:
    """Guard: a query starts from the scoped rows that its page hands in, or scopes the rows itself.

    The foundation's queries and actions are exempt: it has no pages, and what scope itself is made of (appointments,
    regions, the tree) lies there; every caller above it is checked here and in `unscoped_pages`.
    """
    for app in apps(root, ["areas", "engines"]):
        for file in modules(app, "queries"):
            tree = parsed(file)
            given = {id(node) for function in functions(tree) if takes_rows(function) for node in ast.walk(function)}
            for what, line in unscoped(tree, but=given):
                yield f"{at(root, file, line)}: {what} without a scope, and no queryset is handed in"


def unscoped(tree: ast.AST, but: Iterable[int] = ()) -> Iterator[tuple[str, int]]:
    """Give every `X.objects` that is not at once followed by a scope, leaving out some nodes."""
    reads = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    fine = {id(node.value) for node in reads if node.attr in SCOPES}.union(but)
    yield from ((ast.unparse(node), node.lineno) for node in reads if node.attr in MANAGERS and id(node) not in fine)


def takes_rows(function: Function) -> bool:
    """Tell whether a function has a parameter annotated as a queryset."""
    given = function.args
    annotations = (item.annotation for item in (*given.posonlyargs, *given.args, *given.kwonlyargs))
    return any("QuerySet" in ast.unparse(annotation) for annotation in annotations if annotation)


def undeclared_permissions(root: Path) -> Iterator[str]:
    """Guard: a permission that nobody grants would lock everybody out, and a misspelt one would pass unseen."""
    declared = {name for app in apps(root) for file in modules(app, "rules") for name in granted(parsed(file))}
    for file in product(root):
        for call in calls(parsed(file), "where_may"):
            asked = text(argument(call, 1, "permission"))
            if asked is None and {"views", "api"}.intersection((file.stem, *file.relative_to(root).parts)):
                yield f"{at(root, file, call.lineno)}: where_may asks for a permission that is not written out"
            elif asked is not None and asked not in declared:
                yield f"{at(root, file, call.lineno)}: {asked} is declared in no GRANTS"


def granted(tree: ast.Module) -> Iterator[str]:
    """Give the permissions written in a module's GRANTS, however they are nested."""
    for value in assigned(tree, "GRANTS"):
        yield from (name for part in ast.walk(value) if (name := text(part)) and PERMISSION.fullmatch(name))


# Records


def unnamed_deeds(root: Path) -> Iterator[str]:
    """Guard: whoever reads the trail reads words: each recorded deed has a Chinese label, and no label is dead."""
    named = {deed: file for app in apps(root) for file in modules(app, "rules") for deed in labelled(parsed(file))}
    recorded = set()
    for file in product(root):
        tree = parsed(file)
        handed_on = {call for one in functions(tree) for call in calls(one, *RECORDING) if hands_on(one, call)}
        for call in [one for one in calls(tree, *RECORDING) if one not in handed_on]:
            deeds = written_out(deed(call), call, tree)
            recorded |= deeds
            if not deeds:
                yield f"{at(root, file, call.lineno)}: which deed is recorded is not written out"
            yield from (f"{at(root, file, call.lineno)}: {deed} has no label" for deed in sorted(deeds - named.keys()))
    yield from (f"{at(root, named[deed])}: {deed} is never recorded" for deed in sorted(named.keys() - recorded))


def labelled(tree: ast.Module) -> Iterator[str]:
    """Give the deeds that a module's TRAIL has labels for."""
    for value in assigned(tree, "TRAIL"):
        given = argument(value, 1, "deeds") if isinstance(value, ast.Call) else None
        yield from (name for key in (given.keys if isinstance(given, ast.Dict) else ()) if (name := text(key)))


def deed(call: ast.Call) -> ast.AST | None:
    """Return what a call that records names as the deed."""
    return argument(call, RECORDING[last_name(call.func)], "what")


def hands_on(function: Function, call: ast.Call) -> bool:
    """Tell whether a function that records for others only hands on the deed that these name."""
    named = deed(call)
    return function.name in RECORDING and isinstance(named, ast.Name) and named.id == "what"


def written_out(node: ast.AST | None, call: ast.Call, tree: ast.Module) -> set[str]:
    """Return the texts that an argument can be: one, several to choose from, or what callers of its function give."""
    match node:
        case ast.Constant(value=str(value)):
            return {value}
        case ast.IfExp():
            return written_out(node.body, call, tree) | written_out(node.orelse, call, tree)
        case ast.Subscript(value=ast.Name(id=name)):
            given = (value for value in assigned(tree, name) if isinstance(value, ast.Dict))
            return {found for value in given for item in value.values if (found := text(item))}
        case ast.Name(id=name):
            around = [one for one in functions(tree) if call in ast.walk(one)]
            given_by_callers = [
                argument(one, place_of(name, function), name)
                for function in around
                for one in calls(tree, function.name)
            ]
            return {found for one in given_by_callers if (found := text(one))}
    return set()


def place_of(name: str, function: Function) -> int:
    """Return at which place a function takes an argument; one that has a name only lies beyond all of them."""
    places = [item.arg for item in function.args.args]
    return places.index(name) if name in places else sys.maxsize


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return the argument of a name."""
    return next((one.value for one in call.keywords if one.arg == name), None)


# One word all the way


@dataclass(frozen=True)
class Route:
    """One entry of an app's urls."""

    app: Path
    file: Path
    line: int
    pattern: str
    name: str | None
    view: str

    @property
    def word(self) -> str:
        """The last part of the address that is not a parameter."""
        parts = [part for part in re.sub(r"<[^>]*>", "", self.pattern).split("/") if part.strip(".-")]
        return parts[-1].split(".")[0].replace("-", "_") if parts else ""


def routes(root: Path) -> Iterator[Route]:
    """Give the routes of every app that lead to a page, leaving out what only includes other urls."""
    for app in apps(root):
        for file in modules(app, "urls"):
            for call in calls(parsed(file), "path", "re_path"):
                view = argument(call, 1, "view")
                if not (isinstance(view, ast.Call) and last_name(view.func) == "include"):
                    pattern = text(argument(call, 0, "route")) or ""
                    name = text(argument(call, 3, "name"))
                    yield Route(app, file, call.lineno, pattern, name, last_name(view))


def pages(app: Path) -> dict[str, tuple[Path, Function]]:
    """Return an app's views by name."""
    return {
        node.name: (file, node)
        for file in modules(app, "views")
        for node in parsed(file).body
        if isinstance(node, Function) and not node.name.startswith("_")
    }


def routes_of_other_names(root: Path) -> Iterator[str]:
    """Guard: one search for a word shows the whole feature: address, route and view bear the same name."""
    for route in routes(root):
        place = at(root, route.file, route.line)
        if route.name is None or route.view != route.name:
            yield f"{place}: the route {route.name} should lead to the view function of its name"
        elif route.name not in pages(route.app):
            yield f"{place}: there is no view {route.name}"
        elif route.name not in PAGE_WORDS and route.word not in {"", route.name}:
            yield f"{place}: the address {route.pattern} should end in {route.name}"


def urls_of_other_apps(root: Path) -> Iterator[str]:
    """Guard: views are imported by their own urls alone, and the urls' namespace is the app's name."""
    for folder in (*apps(root), root / "kexie/website"):
        own, files = ".".join(folder.relative_to(root).parts), list(modules(folder, "urls"))
        for file in files:
            for name, line in imports(parsed(file)):
                if re.match(r"kexie\.(.+\.)?views\b", name) and not f"{name}.".startswith(f"{own}.views."):
                    yield f"{at(root, file, line)}: {name} is not this app's own view"
        spaces = [text(value) for file in files for value in assigned(parsed(file), "app_name")]
        if files and folder.name != "website" and spaces != [folder.name]:
            yield f'{at(root, files[0])}: app_name should be "{folder.name}"'


def views_without_route(root: Path) -> Iterator[str]:
    """Guard: views.py holds one function for each address and nothing else that is public."""
    routed = {(route.app, route.view) for route in routes(root)}
    for app in apps(root):
        for name, (file, view) in pages(app).items():
            if (app, name) not in routed:
                yield f"{at(root, file, view.lineno)}: no route leads to {name}"


def views_without_test(root: Path) -> Iterator[str]:
    """Guard: every address has its own test file."""
    for app, name in sorted({(route.app, route.name) for route in routes(root) if route.name}):
        if not (file := app / f"tests/test_{name}.py").exists():
            yield f"{at(root, file)} is missing"


def parts_of_other_names(root: Path) -> Iterator[str]:
    """Guard: a view's template, form and action bear the view's name."""
    for app in apps(root):
        for name, (file, view) in pages(app).items():
            yield from (f"{at(root, file, line)}: {what}" for what, line in strange_parts(app, name, view))


def strange_parts(app: Path, name: str, view: Function) -> Iterator[tuple[str, int]]:
    """Give what a view uses under another name than its own."""
    template, form = f"{app.name}/{name}.html", name.title().replace("_", "")
    for call in calls(view, "page"):
        if text(argument(call, 1, "template")) != template:
            yield f"{name} should draw {template}", call.lineno
        elif not (app / "templates" / template).exists():
            yield f"{template} is missing", call.lineno
    for call in calls(view, "attempt"):
        if last_name(argument(call, 2, "action")) != name:
            yield f"{name} should attempt the action {name}", call.lineno
    for node in ast.walk(view):
        if isinstance(node, ast.Attribute) and last_name(node.value) == "forms" and node.attr != form:
            yield f"{name} should use forms.{form}", node.lineno


def templates_without_view(root: Path) -> Iterator[str]:
    """Guard: every page template is found by its view's name; a part of several pages begins with _."""
    for app in apps(root):
        for file in sorted((app / "templates").rglob("*.html")):
            if not file.name.startswith("_") and file.stem not in pages(app):
                yield f"{at(root, file)}: there is no view {file.stem}"


# Rules and manners


def rules_with_tables(root: Path) -> Iterator[str]:
    """Guard: rules are tested without a database, so of Django they use only what refuses."""
    for app in apps(root):
        for file in modules(app, "rules"):
            for name, line in imports(parsed(file)):
                if name.split(".")[0] in {"django", "psycopg", "procrastinate"} and not name.startswith(PLAIN_DJANGO):
                    yield f"{at(root, file, line)}: rules may not import {name}"


def swallowed_errors(root: Path) -> Iterator[str]:
    """Guard: an error that nobody foresaw is never silenced."""
    for file in sources(root):
        tree = parsed(file)
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and is_broad(node.type) and all(map(is_nothing, node.body)):
                yield f"{at(root, file, node.lineno)}: this silences every error"
        for call in calls(tree, "suppress"):
            if any(map(is_broad, call.args)):
                yield f"{at(root, file, call.lineno)}: this silences every error"


def is_broad(kind: ast.expr | None) -> bool:
    """Tell whether an except clause takes every error."""
    if isinstance(kind, ast.Tuple):
        return any(map(is_broad, kind.elts))
    return kind is None or last_name(kind) in {"Exception", "BaseException"}


def is_nothing(statement: ast.stmt) -> bool:
    """Tell whether a statement does nothing: pass, continue, an ellipsis or a text."""
    is_constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_constant or isinstance(statement, ast.Pass | ast.Continue)


def ignores_without_code(root: Path) -> Iterator[str]:
    """Guard: what the type checker is told to overlook is named."""
    for file in sources(root):
        with file.open("rb") as lines:
            for token in tokenize.tokenize(lines.readline):
                if token.type == tokenize.COMMENT and re.search(r"#\s*type:\s*ignore(?!\[)", token.string):
                    yield f"{at(root, file, token.start[0])}: type: ignore without a code"


def mocks(root: Path) -> Iterator[str]:
    """Guard: tests use the real thing; a mock of own code proves nothing."""
    for file in sources(root):
        tree = parsed(file)
        for name, line in imports(tree):
            if any(f"{name}.".startswith(f"{mock}.") for mock in MOCKS):
                yield f"{at(root, file, line)}: no mocks ({name})"
        for function in functions(tree):
            if any(item.arg == "mocker" for item in function.args.args):
                yield f"{at(root, file, function.lineno)}: no mocks (mocker)"


# The repository


def words_of_this_machine(root: Path) -> Iterator[str]:
    """Guard: where packages were fetched from and where a developer's files lie is nobody else's business."""
    for file in tracked(root):
        content = file.read_bytes()
        yield from (f"{at(root, file)}: {word}" for word in (*HOSTS, *LOCAL_PATHS) if word.encode() in content)


def requirements_without_hash(root: Path) -> Iterator[str]:
    """Guard: what is installed is byte for byte what was locked."""
    for file in sorted(root.glob("requirements*.txt")):
        for line in file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
            if (given := line.strip()) and not given.startswith("#") and not is_locked(given):
                yield f"{at(root, file)}: {given.split()[0]} is not locked by version and hash"


def is_locked(requirement: str) -> bool:
    """Tell whether a requirement names one version and its hashes."""
    return re.match(r"[A-Za-z0-9._-]+(\[[^\]]*\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement) is not None


# The tables


def silent_constraints(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    """Guard: a broken constraint is told to people in a Chinese sentence, never in Django's own words."""
    for table in tables:
        for constraint in table._meta.constraints:
            if not re.search(r"[\u4e00-\u9fff]", str(constraint.violation_error_message)):
                yield f"{table._meta.label}: {constraint.name} has no sentence"
            elif constraint.violation_error_message == constraint.default_violation_error_message:
                yield f"{table._meta.label}: {constraint.name} has Django's sentence"


@no_translations
def missing_migrations(written: ProjectState, meant: ProjectState) -> list[str]:
    """Guard: the migrations make exactly the tables that the models describe (`makemigrations --check`)."""
    changes = MigrationAutodetector(written, meant).changes(graph=MigrationLoader(None).graph)
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
    ]
