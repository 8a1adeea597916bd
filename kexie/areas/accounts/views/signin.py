"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kexie.areas.accounts import forms
from kexie.core import demo
from kexie.core.requests import REFUSED, Request, moved, page


@sensitive_post_parameters("password")
@never_cache
def signin(request: Request) -> HttpResponse:
    """Sign a person in with user name and password, then lead on to where they came from."""
    if request.user.is_authenticated:
        return moved(request, _next(request))
    form = forms.Signin(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = authenticate(request, **form.cleaned_data)
        if person is not None:
            login(request, person)
            return moved(request, _next(request))
        form.add_error(None, "用户名或密码不对，请重新输入。")
    status = REFUSED if form.errors else 200
    context = {"form": form, "next": _next(request), "demo_accounts": demo.ACCOUNTS.items() if settings.DEMO else ()}
    return page(request, "accounts/signin.html", context, status=status)


def _next(request: Request) -> str:
    """Return where to go after signing in; never another site."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if is_ours else "/"


@require_POST
def signout(request: Request) -> HttpResponse:
    """End this session."""
    logout(request)
    return moved(request, "home")
