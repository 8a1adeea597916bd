"""Signing in and out, with a password or a code; a forgotten password."""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kexie.areas.accounts import forms
from kexie.areas.accounts.actions import codes, own
from kexie.areas.accounts.models import Code, Purpose
from kexie.areas.accounts.queries.channels import channels
from kexie.areas.accounts.queries.services import services
from kexie.areas.accounts.views.attempts import Attempt, Proof
from kexie.core import demo
from kexie.core.actors import Actor
from kexie.core.requests import REFUSED, Request, attempt, moved, page
from kexie.foundation.people import actions as people
from kexie.foundation.people import rules
from kexie.foundation.people.models import Person

TOO_MANY = 429
WRONG = "用户名或密码不对，请重新输入。"
UNPROVED = "请等“安全验证”完成后再提交。"
WAIT = "尝试次数太多，请 15 分钟后再试，或者用邮箱验证码登录、重设密码。"
WAIT_CODES = "验证码发送得太频繁，请一小时后再试。"
NOTICES = {
    "changed": ("success", "密码已修改，请用新密码登录。"),
    "closed": ("success", "账号已注销，个人信息已删除。"),
    "unattached": ("warning", "这个身份还没有绑定账号。请先用密码登录，再到“我的账号”里绑定。"),
    "failed": ("danger", "没有登录成功，请再试一次，或换一种方式登录。"),
    "refused": ("danger", WRONG),
}


@sensitive_post_parameters("password")
@never_cache
def signin(request: Request) -> HttpResponse:
    """Sign a person in by name, number or address and password, then lead on to where they came from (ACC-04)."""
    if request.user.is_authenticated:
        return moved(request, Attempt.wanted(request) or get_adapter().get_login_redirect_url(request))
    form, status = forms.Signin(request.POST if request.method == "POST" else None), 200
    is_whole = form.is_valid()
    guess = Attempt(request, form.cleaned_data.get("username", "") if form.is_bound else "")
    if is_whole:
        if refusal := _refusal(guess, form.cleaned_data["proof"], WAIT):
            status = TOO_MANY if refusal == WAIT else REFUSED
            form.add_error(None, refusal)
        elif person := _authenticated(request, form):
            return guess.succeed(Attempt.let_in(request, person, Attempt.wanted(request)), person)
        else:
            form.add_error(None, WRONG)
    context = {
        "form": form,
        "next": Attempt.wanted(request),
        "notice": next((NOTICES[word] for word in NOTICES if word in request.GET), None),
        "proof": Proof() if guess.needs_proof else None,
        "channels": channels(),
        "services": services(request),
        "demo_accounts": demo.ACCOUNTS.items() if settings.DEMO else (),
    }
    return page(
        request, "accounts/signin.html", context, status=status if status != 200 or not form.errors else REFUSED
    )


def _refusal(guess: Attempt, proof: str, wait: str) -> str | None:
    """Return why an attempt is not made; count it if it is."""
    if guess.needs_proof and not Proof.is_good(proof):
        return UNPROVED
    return None if guess.begin() else wait


def _authenticated(request: Request, form: forms.Signin) -> Person | None:
    person = authenticate(request, username=form.cleaned_data["username"], password=form.cleaned_data["password"])
    return person if isinstance(person, Person) else None


@never_cache
def send_code(request: Request) -> HttpResponse:
    """Send a one-time code to the e-mail address of an account, if there is one; the answer never tells."""
    form, context, led = _code_asked(request, forms.SendCode(request.POST or None), Purpose.SIGNIN)
    return led or page(request, "accounts/send_code.html", {"form": form, **context})


@never_cache
def forgot_password(request: Request) -> HttpResponse:
    """Send a code with which a new password can be chosen."""
    form, context, led = _code_asked(request, forms.ForgotPassword(request.POST or None), Purpose.RESET)
    return led or page(request, "accounts/forgot_password.html", {"form": form, **context})


def _code_asked(
    request: Request, form: forms.SendCode, purpose: Purpose
) -> tuple[forms.SendCode, dict[str, object], HttpResponse | None]:
    """Send a code where one is asked for; a code always costs a proof, for it sends somebody a message."""
    open_channels = channels()
    context = {"next": Attempt.wanted(request), "proof": Proof(), "channels": open_channels}
    if request.method == "POST" and open_channels and form.is_valid():
        asked = Attempt(request, form.cleaned_data["username"], what="code", limits=rules.CODE_LIMITS)
        if not Proof.is_good(form.cleaned_data["proof"]):
            form.add_error(None, UNPROVED)
        elif not asked.begin():
            form.add_error(None, WAIT_CODES)
        else:
            person = asked.person if asked.person and asked.person.is_active else None
            request.session["ticket"] = codes.send_code(person, purpose=purpose)
            request.session["next"] = Attempt.wanted(request)
            return form, context, moved(request, "accounts:enter_code")
    if form.errors:
        vars(form)["status"] = REFUSED
    return form, context, None


@never_cache
def enter_code(request: Request) -> HttpResponse:
    """Take the code that was sent: sign in, or lead on to what it is good for."""
    ticket = request.session.get("ticket", "")
    waiting = Code.objects.of(ticket).first()
    if waiting is None:
        return moved(request, "accounts:send_code")
    form = forms.EnterCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = codes.enter_code(ticket, form.cleaned_data["code"])
        if code is not None and (led := _go_on(request, form, code)):
            return led
        if code is None:
            form.add_error("code", "验证码不对，或者已经过期。连续输错五次要重新获取。")
    if form.errors:
        vars(form)["status"] = REFUSED
    return page(
        request, "accounts/enter_code.html", {"form": form, "minutes": rules.CODE_MINUTES, "purpose": waiting.purpose}
    )


def _go_on(request: Request, form: forms.EnterCode, code: Code) -> HttpResponse | None:
    """Do what the code is good for; None where it cannot be done, which the form then says."""
    if code.purpose == Purpose.REGISTER:
        request.session["confirmed"] = True
        return moved(request, "accounts:complete")
    person = code.person
    if person is None:
        return None
    if code.purpose == Purpose.EMAIL:
        return moved(request, "accounts:show") if attempt(request, form, _confirm_email, code) else None
    del request.session["ticket"]
    if code.purpose == Purpose.RESET:
        request.session["reset"] = [person.pk, int(time.time()) + rules.CODE_MINUTES * 60]
        return moved(request, "accounts:reset_password")
    guess = Attempt(request, person.username)
    return guess.succeed(Attempt.let_in(request, person, request.session.pop("next", "")), person)


def _confirm_email(confirmed: Code, *, code: str, by: Actor) -> None:
    own.confirm_email(confirmed, by=by)


@sensitive_post_parameters("new", "again")
@never_cache
def reset_password(request: Request) -> HttpResponse:
    """Choose a new password after a code was entered; every session ends."""
    number, until = request.session.get("reset", (None, 0))
    actor = Actor(number, "", request.actor.address, request.actor.device)
    person = Person.objects.of(actor).filter(is_active=True).first()
    if person is None or until < time.time():
        return moved(request, "accounts:forgot_password")
    form = forms.ResetPassword(request.POST or None, person=person)
    if attempt(request, form, people.reset_password, person):
        del request.session["reset"]
        return moved(request, "/signin/?changed=1")
    return page(request, "accounts/reset_password.html", {"form": form})


@require_POST
def signout(request: Request) -> HttpResponse:
    """End this session."""
    logout(request)
    return moved(request, "home")
