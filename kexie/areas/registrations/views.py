"""The pages of those who register a body, and of the desk that reviews them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kexie.areas.directory.queries.managing import way
from kexie.areas.registrations import actions, forms, queries, rules
from kexie.areas.registrations.models import Proof, Registration
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.regions.models import Region

PLACES = ("region", "party_region")


@never_cache
def registrations(request: Request) -> HttpResponse:
    """Show one's own registrations, and how to register a body; a visitor is told to sign in first."""
    today = clock.today()
    rows = Registration.objects.of(request.actor).select_related("organisation").defer("phone")
    own = [{"row": row, "turn": queries.turn(row, today)} for row in rows[:100]]
    return page(request, "registrations/registrations.html", {"own": own, "days": rules.REVIEW_DAYS})


@never_cache
@login_required
def submit(request: Request) -> HttpResponse:
    """Register a body."""
    if "list" in request.POST:
        form = forms.Submit(initial=forms.Submit.so_far(request.POST))
    else:
        units = Organisation.objects.where_may(request.actor, "establishment.found").live()
        host = units.filter(code=request.GET.get("of", "")).select_related("region").first()
        initial = queries.known(host) if host else {"kind": request.GET.get("kind", "")}
        person = Person.objects.of(request.actor).get()
        initial |= {"contact": person.name, "phone": person.mobile}
        form = forms.Submit(request.POST or None, request.FILES or None, initial=initial)
        if attempt(request, form, actions.submit):
            return moved(request, "registrations:show", vars(form)["result"].code)
    return page(request, "registrations/submit.html", {"form": form})


@never_cache
@login_required
def places(request: Request) -> HttpResponse:
    """Give the lists in which a place is chosen, below what was chosen."""
    field = request.GET.get("field", "")
    if field not in PLACES:
        raise Http404
    chosen = [request.GET.get(f"{field}_{number}", "") for number in range(1, queries.DEPTH + 1)]
    found = queries.place(Region.objects.published(), chosen)
    return page(request, "registrations/places.html", {"field": field, "place": found})


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show a registration: to the one who sent it in, and at the desk that reviews it."""
    reached = Registration.objects.where_may(request.actor, "registrations.browse")
    seen = reached.select_related("organisation", "body", "region", "party_region")
    row = seen.filter(code=code).first()
    is_own = row is None
    if row is None:
        own = Registration.objects.of(request.actor)
        row = get_object_or_404(own.select_related("organisation", "body", "region", "party_region"), code=code)
    is_mine = row.applicant_id == request.actor.person
    may = {
        name: row.is_waiting and not is_mine and request.actor.may(f"registrations.{name}", row.organisation)
        for name in ("accept", "return_")
    }
    may["reveal"] = not is_mine and request.actor.may("registrations.reveal", row.organisation)
    bodies = Organisation.objects.where_may(request.actor, "directory.manage")
    context = {
        "registration": row,
        "shell": "base.html" if is_own else "workbench.html",
        "organisation": None if is_own else row.organisation,
        "facts": queries.facts(row, is_own=is_mine),
        "proofs": row.proofs.select_related("file"),
        "steps": row.steps.all(),
        "bar": queries.bar(row),
        "turn": queries.turn(row, clock.today()),
        "alike": [] if is_own or not row.is_open else queries.alike(bodies, row),
        "rivals": [] if is_own or not row.is_open else queries.rivals(reached, row),
        "faults": [rules.FIELD_LABELS[name] for name in row.faults],
        "may": may,
        "is_mine": is_mine,
        "is_own": is_own,
    }
    return page(request, "registrations/show.html", context)


@never_cache
@login_required
def proof(request: Request, code: str, number: int) -> HttpResponseBase:
    """Give a proof, to be kept and never shown inside a page."""
    reached = Proof.objects.where_may(request.actor, "registrations.browse").filter(registration__code=code, pk=number)
    own = Proof.objects.of(request.actor).filter(registration__code=code).select_related("file")
    found = reached.select_related("file").first() or get_object_or_404(own, pk=number)
    return files.served(found.file)


@never_cache
@login_required
def amend(request: Request, code: str) -> HttpResponse:
    """Mend a returned registration and send it in again."""
    row = get_object_or_404(Registration.objects.of(request.actor).returned(), code=code)
    names = [name for name in rules.FIELD_LABELS if name != "proofs"]
    now = {name: getattr(row, name) for name in names}
    if "list" in request.POST:
        form = forms.Amend(initial=forms.Amend.so_far(request.POST), registration=row, seen=row.revision)
    else:
        given = (request.POST or None, request.FILES or None)
        form = forms.Amend(*given, registration=row, seen=row.revision, initial=now)
        if attempt(request, form, actions.amend, row):
            return moved(request, "registrations:show", code)
    faults = [rules.FIELD_LABELS[name] for name in row.faults]
    return page(request, "registrations/amend.html", {"form": form, "registration": row, "faults": faults})


@never_cache
@login_required
def withdraw(request: Request, code: str) -> HttpResponse:
    """Take one's own registration back."""
    row = get_object_or_404(Registration.objects.of(request.actor).open(), code=code)
    form = forms.Withdraw(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.withdraw, row):
        return moved(request, "registrations:show", code)
    return page(request, "registrations/withdraw.html", {"form": form, "registration": row})


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """Show the review desk of an association, queue by queue (H65)."""
    reached = Organisation.objects.where_may(request.actor, "registrations.browse")
    body = get_object_or_404(reached.associations(), code=code)
    form = forms.Browse(request.GET)
    rows = Registration.objects.where_may(request.actor, "registrations.browse")
    context = {
        "organisation": body,
        "desk_of": queries.desk(rows, body, form.filters),
        "way": way(reached, body),
        "days": rules.REVIEW_DAYS,
        "may_review": request.actor.may("registrations.accept", body),
    }
    return page(request, "registrations/browse.html", context)


@never_cache
@login_required
def reveal(request: Request, code: str) -> HttpResponse:
    """Show the telephone number in full to somebody who says what for (SEC-06)."""
    rows = Registration.objects.where_may(request.actor, "registrations.reveal")
    row = get_object_or_404(rows.select_related("organisation"), code=code)
    form = forms.Reveal(request.POST or None)
    is_shown = attempt(request, form, actions.reveal, row)
    context = {"form": form, "registration": row, "organisation": row.organisation, "is_shown": is_shown}
    return page(request, "registrations/reveal.html", context)


@never_cache
@login_required
def return_(request: Request, code: str) -> HttpResponse:
    """Return a registration with a reason."""
    rows = Registration.objects.where_may(request.actor, "registrations.return_")
    row = get_object_or_404(rows.select_related("organisation"), code=code)
    form = forms.Return(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.return_, row):
        return moved(request, "registrations:show", code)
    context = {"form": form, "registration": row, "organisation": row.organisation}
    return page(request, "registrations/return_.html", context)


@never_cache
@login_required
def accept(request: Request, code: str) -> HttpResponse:
    """Accept a registration: the body is registered and the applicant becomes its administrator."""
    rows = Registration.objects.where_may(request.actor, "registrations.accept")
    row = get_object_or_404(rows.select_related("organisation", "applicant"), code=code)
    bodies = Organisation.objects.where_may(request.actor, "directory.manage").live()
    suggested = {"host": queries.suggested_host(bodies, row)}
    form = forms.Accept(request.POST or None, registration=row, bodies=bodies, seen=row.revision, initial=suggested)
    if attempt(request, form, actions.accept, row):
        return moved(request, "registrations:show", code)
    context = {"form": form, "registration": row, "organisation": row.organisation}
    return page(request, "registrations/accept.html", context)
