"""The parts, posts and terms of a body, with their history."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from kexie.core import clock
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import AgreedTask, Branch, Organisation, Post, Term

PAST = 100
HIDDEN = frozenset({"id", "mobile"})  # a number in full is shown on no page without a purpose


@dataclass(frozen=True)
class Structure:
    """What the page of a body's structure shows."""

    terms: list[dict[str, Any]]
    posts: list[Post]
    past_posts: list[Post]
    parts: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    closed: list[Branch]


def structure(body: Organisation) -> Structure:
    """Return the parts of a body as a tree, who holds which post, and what was before."""
    today = clock.today()
    branches = list(body.branches.all())
    posts = list(body.posts.select_related("branch"))
    held = [post for post in posts if not _is_over(post.period.upper, today)]
    of_branch: dict[int | None, list[Post]] = defaultdict(list)
    for post in held:
        of_branch[post.branch_id].append(post)
    below: dict[int | None, list[Branch]] = defaultdict(list)
    for branch in branches:
        if branch.closed_on is None:
            below[branch.superior_id].append(branch)

    def draw(branch: Branch, depth: int = 0) -> dict[str, Any]:
        parts = [draw(part, depth + 1) for part in below[branch.pk]]
        return {"branch": branch, "posts": of_branch[branch.pk], "parts": parts, "depth": depth}

    def of_kind(kind: tuple[rules.BranchKind, str]) -> dict[str, Any]:
        return {"label": kind[1], "parts": [part for part in parts if part["branch"].kind == kind[0]]}

    parts = [draw(branch) for branch in below[None]]
    past = [post for post in posts if _is_over(post.period.upper, today)]
    return Structure(
        terms=[_term(term, today) for term in body.terms_of_office.all()],
        posts=of_branch[None],
        past_posts=sorted(past, key=lambda post: (post.period.upper, post.pk), reverse=True)[:PAST],
        parts=parts,
        groups=[group for group in map(of_kind, rules.BRANCH_LABELS.items()) if group["parts"]],
        closed=[branch for branch in branches if branch.closed_on],
    )


def _is_over(upper: date | None, today: date) -> bool:
    return upper is not None and upper <= today


def _term(term: Term, today: date) -> dict[str, Any]:
    starts, ends = term.period.lower, term.period.upper
    state = ("已届满", "secondary") if ends <= today else ("未开始", "blue") if starts > today else ("本届", "green")
    return {"term": term, "starts": starts, "ends": ends, "label": state[0], "colour": state[1]}


def flat(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the parts of a tree one after the other, each after the one it belongs to."""
    return [found for part in parts for found in (part, *flat(part["parts"]))]


def initial(row: Branch | Post | Term | AgreedTask) -> dict[str, Any]:
    """Return a row as a form shows it first."""
    values = {field.name: getattr(row, field.attname) for field in row._meta.fields if field.name not in HIDDEN}
    if period := values.get("period"):
        values |= {"since": period.lower, "until": period.upper, "starts_on": period.lower, "ends_on": period.upper}
    return values
