"""One's own long work: what there is, how far each is."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.engines.jobs import actions, forms, queries
from kexie.engines.jobs.models import Job


@never_cache
@login_required
def browse(request: Request) -> HttpResponse:
    """List one's own long work, the latest first."""
    own = Job.objects.of(request.actor).select_related("organisation").defer("given", "faults")
    rows, now = list(own[: queries.SHOWN]), clock.now()
    found = [{"job": job, "progress": queries.progress(job, now)} for job in rows]
    return page(request, "jobs/browse.html", {"found": found, "is_going": any(job.is_open for job in rows)})


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show how far a job is and, when it is over, what came of it; the page asks again by itself meanwhile."""
    job = get_object_or_404(Job.objects.of(request.actor).select_related("organisation", "result"), code=code)
    now = clock.now()
    context = {
        "job": job,
        "organisation": job.organisation,
        "progress": queries.progress(job, now),
        "is_there": queries.is_there(job, now),
        "is_reached": queries.is_reached(job, request.actor.reaches),
    }
    return page(request, "jobs/show.html", context)


@never_cache
@login_required
def download(request: Request, code: str) -> HttpResponseBase:
    """Give the file that a job left, while it is kept and its owner still reaches what stands in it."""
    job = get_object_or_404(Job.objects.of(request.actor).select_related("organisation", "result"), code=code)
    is_given = queries.is_there(job, clock.now()) and queries.is_reached(job, request.actor.reaches)
    if job.result is None or not is_given:
        raise Http404
    return files.served(job.result)


@never_cache
@login_required
@require_POST
def cancel(request: Request, code: str) -> HttpResponse:
    """Cancel a job; one that is over shows that it is."""
    job = get_object_or_404(Job.objects.of(request.actor), code=code)
    attempt(request, forms.Cancel(request.POST), actions.cancel, job)
    return moved(request, "jobs:show", code)


@never_cache
@login_required
def repeat(request: Request, code: str) -> HttpResponse:
    """Try a job again that was not done."""
    job = get_object_or_404(Job.objects.of(request.actor).select_related("organisation"), code=code)
    form = forms.Repeat(request.POST or None)
    if attempt(request, form, actions.repeat, job):
        return moved(request, "jobs:show", code)
    return page(request, "jobs/repeat.html", {"job": job, "organisation": job.organisation, "form": form})
