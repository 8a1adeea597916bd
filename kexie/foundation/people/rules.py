"""What names of accounts, numbers and addresses look like, how little of them is shown, how often one may guess."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from kexie.core.trail import Words

MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE | re.ASCII)
MAX_EMAIL = 254
MAX_REASON = 200
CLOSED_NAME = "已注销用户"
TRAIL = Words(
    "账号与个人信息",
    deeds={
        "people.open_account": "开立账号",
        "people.change_password": "修改密码",
        "people.reset_password": "重设密码",
        "people.require_new_password": "要求修改密码",
        "people.lock_account": "锁定账号",
        "people.unlock_account": "解锁账号",
        "people.end_sessions": "退出全部登录",
        "people.set_mobile": "修改手机号",
        "people.set_email": "修改邮箱",
        "people.consent": "同意个人信息处理",
        "people.reveal": "查看完整个人信息",
        "people.close_account": "注销账号",
        "people.encrypt_anew": "更换加密密钥",
    },
    things={"people.person": "账号"},
    facts={"what": "查看的内容", "reason": "用途"},
    values={"what": {"mobile": "手机号", "email": "邮箱"}},
    named=frozenset({"people.person"}),
)
_is_email = EmailValidator("请填写正确的邮箱，例如 wangmin@example.com。")


def require_username(username: str) -> str:
    """Return a user name; raises ValidationError where it could be taken for a mobile number or an e-mail address.

    >>> require_username("yunxi")
    'yunxi'
    """
    if not USERNAME.fullmatch(username) or MOBILE.fullmatch(username):
        words = "用户名只能用字母、数字、点、横线和下划线，以字母或数字开头，并且不能是手机号。"
        raise ValidationError({"username": words})
    return username


def mobile(typed: str) -> str:
    """Return a mobile number as it is kept: eleven digits; raises ValidationError.

    >>> mobile("+86 138-0000-5678"), mobile(" ")
    ('13800005678', '')
    """
    digits = re.sub(r"[\s-]", "", typed)
    digits = re.sub(r"^(\+86|0086|86)(?=1\d{10}$)", "", digits)
    if digits and not MOBILE.fullmatch(digits):
        raise ValidationError({"mobile": "请填写 11 位手机号，例如 13800005678。"})
    return digits


def email(typed: str) -> str:
    """Return an e-mail address as it is kept: small letters; raises ValidationError.

    >>> email(" Wang.Min@Example.COM ")
    'wang.min@example.com'
    """
    address = typed.strip().lower()
    if address:
        try:
            _is_email(address)
        except ValidationError as wrong:
            raise ValidationError({"email": wrong.messages}) from wrong
        if len(address) > MAX_EMAIL:
            raise ValidationError({"email": f"邮箱最长 {MAX_EMAIL} 个字符。"})
    return address


def known_as(typed: str) -> str:
    """Return what was typed to name an account as mobile number, e-mail address or user name are kept.

    >>> known_as("138 0000 5678"), known_as("Wang@Example.com"), known_as("yunxi ")
    ('13800005678', 'wang@example.com', 'yunxi')
    """
    for read in (mobile, email):
        try:
            return read(typed)
        except ValidationError:
            continue
    return typed.strip()


def masked_mobile(number: str) -> str:
    """Show a mobile number to those who need not know it.

    >>> masked_mobile("13800005678"), masked_mobile("")
    ('138****5678', '')
    """
    return f"{number[:3]}****{number[-4:]}" if number else ""


def masked_email(address: str) -> str:
    """Show an e-mail address to those who need not know it.

    >>> masked_email("zhang@example.com"), masked_email("")
    ('z***@example.com', '')
    """
    name, at, host = address.partition("@")
    return f"{name[:1]}***{at}{host}" if address else ""


def require_reason(reason: str) -> str:
    """Return why an account is locked; raises ValidationError where nothing is given."""
    given = reason.strip()
    if not given or len(given) > MAX_REASON:
        raise ValidationError({"reason": f"请写明锁定的原因，最多 {MAX_REASON} 个字。"})
    return given


def require_not_locked(is_locked: bool) -> None:
    """Refuse to lock an account twice."""
    if is_locked:
        raise ValidationError("这个账号已经锁定。")


def require_locked(is_locked: bool) -> None:
    """Refuse to unlock what is not locked."""
    if not is_locked:
        raise ValidationError("这个账号没有锁定。")


def require_unlockable(*, locked_for_platform: bool, for_platform: bool) -> None:
    """Refuse to undo for an association what the security administrator locked (ACC-02, ACC-03)."""
    if locked_for_platform and not for_platform:
        raise ValidationError("这个账号由平台的安全管理员锁定，请联系安全管理员解锁。")


def require_open(is_closed: bool) -> None:
    """Refuse to change an account that was closed."""
    if is_closed:
        raise ValidationError("这个账号已经注销。")


class Counted(Enum):
    """What failures of signing in are counted for."""

    PAIR = "pair"  # one account from one address
    ACCOUNT = "account"  # one account from everywhere
    ADDRESS = "address"  # all accounts from one address
    DEVICE = "device"  # one account from a device on which its owner signed in before


@dataclass(frozen=True)
class Limit:
    """So many failures are free, so many are borne at most, in so many minutes since the first one."""

    free: int
    most: int
    minutes: int


# Whoever guesses at somebody's account from elsewhere cannot keep its owner out: the owner's devices are counted for
# themselves, and a code by e-mail has limits of its own.
LIMITS = {
    Counted.PAIR: Limit(free=3, most=10, minutes=15),
    Counted.ACCOUNT: Limit(free=5, most=30, minutes=60),
    Counted.ADDRESS: Limit(free=20, most=300, minutes=60),
    Counted.DEVICE: Limit(free=5, most=15, minutes=15),
}
# How many codes are sent, to one account and for one address, known or not.
CODE_LIMITS = {
    Counted.PAIR: Limit(free=5, most=5, minutes=60),
    Counted.ACCOUNT: Limit(free=10, most=10, minutes=60),
    Counted.ADDRESS: Limit(free=60, most=60, minutes=60),
    Counted.DEVICE: Limit(free=5, most=5, minutes=60),
}
CODE_DIGITS, CODE_MINUTES, CODE_TRIES = 6, 10, 5


def counted(*, on_known_device: bool) -> tuple[Counted, ...]:
    """Return what an attempt counts for.

    >>> [what.value for what in counted(on_known_device=True)]
    ['device']
    """
    return (Counted.DEVICE,) if on_known_device else (Counted.PAIR, Counted.ACCOUNT, Counted.ADDRESS)


def needs_proof(failures: Mapping[Counted, int]) -> bool:
    """Tell whether the next attempt must prove that it costs something."""
    return any(number >= LIMITS[what].free for what, number in failures.items())


def must_wait(attempts: Mapping[Counted, int], limits: Mapping[Counted, Limit]) -> bool:
    """Tell whether an attempt, counted already, is one too many."""
    return any(number > limits[what].most for what, number in attempts.items())


CONSENT = "2026-11"  # of `accounts/_consent.html`: another text is another version
MAX_NAME = 30


def contact(typed: str) -> tuple[str, str]:
    """Return what was typed as (mobile number, e-mail address), one of them empty; raises ValidationError.

    >>> contact("138 0000 5678"), contact("Wang@Example.com")
    (('13800005678', ''), ('', 'wang@example.com'))
    """
    is_email = "@" in typed
    try:
        return ("", email(typed)) if is_email else (mobile(typed), "")
    except ValidationError as wrong:
        raise ValidationError({"contact": "请填写 11 位手机号，或者邮箱。"}) from wrong
