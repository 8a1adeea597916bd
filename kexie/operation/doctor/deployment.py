"""The environment: secrets, settings, HTTPS."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import WARNING, run_checks

from kexie.operation import home
from kexie.operation.doctor import Finding, bad, either, good, note

MIN_SECRET = 50
MIN_VARIETY = 10
# Django's checks of a deployment: what is amiss, and what helps.
HTTPS = ("没有要求 HTTPS，登录凭据可能经不加密的连接传送", "请在 TLS 代理后面运行并设置 KEXIE_TLS=1。")
OF_HTTPS = {"security.W004", "security.W008", "security.W012", "security.W016"}
WORDS = dict.fromkeys(OF_HTTPS, HTTPS) | {
    "security.W009": ("SECRET_KEY 太短或太简单", "请换成 50 个以上的随机字符。"),
    "security.W018": ("调试模式开着，出错时会显示内部信息", "请去掉 KEXIE_DEBUG。"),
    "security.W020": ("没有指定本站的域名", "请设置 KEXIE_HOSTS。"),
}


def checks() -> Iterator[Finding]:
    """Look at secrets and settings."""
    yield from _mode()
    yield from _secrets()
    yield from _files()
    yield from _deploy()
    yield from either(
        settings.TIME_ZONE == "Asia/Shanghai" and settings.USE_TZ,
        "时区",
        "显示北京时间，按世界时保存",
        "请不要改动 settings.py 里的 TIME_ZONE。",
        else_=f"现在是 {settings.TIME_ZONE}",
    )


def _mode() -> Iterator[Finding]:
    if settings.DEBUG:
        yield bad("运行方式", "调试模式", "正式使用请去掉 KEXIE_DEBUG。")
    elif settings.DEMO:
        yield note("运行方式", "演示环境，密码公开", "正式使用请去掉 KEXIE_DEMO，并使用新的数据库。")
    else:
        yield good("运行方式", "正式环境")
    if "*" in settings.ALLOWED_HOSTS and not settings.DEMO:
        yield bad("域名", "接受任何域名", "请把 KEXIE_HOSTS 设为本站的域名。")


def _secrets() -> Iterator[Finding]:
    known = {"SECRET_KEY": [settings.SECRET_KEY], "KEXIE_DATA_KEYS": settings.DATA_KEYS}
    known |= {"KEXIE_SEAL_KEYS": settings.SEAL_KEYS}
    for name, values in known.items():
        if not values:
            yield bad(name, "没有设置，审计记录不能封存", "请设置至少 32 个随机字符，并妥善备份。")
        elif any(_is_weak(value, MIN_SECRET if name == "SECRET_KEY" else 32) for value in values):
            yield bad(name, "太短或太简单，容易被猜到", "请换成随机字符，例如：openssl rand -base64 48")
        else:
            yield good(name, "长度和随机性足够")
    values = [value for name in known for value in known[name]]
    if len(set(values)) < len(values):
        yield bad("密钥", "几个用途用了同一个密钥", "SECRET_KEY、KEXIE_DATA_KEYS、KEXIE_SEAL_KEYS 应当各不相同。")


def _is_weak(secret: str, least: int) -> bool:
    """Tell whether somebody thought a secret out, or took it from an example."""
    thought = ("changeme", "secret", "offline", "tests", "example", "insecure", "password")
    plain = any(word * 2 in secret.lower() or secret.lower().startswith(word) for word in thought)
    return len(secret) < least or len(set(secret)) < MIN_VARIETY or plain


def _files() -> Iterator[Finding]:
    folder = home.folder()
    for name in ("secrets.json", "restored.env"):
        path = folder / name
        if path.exists() and path.stat().st_mode & 0o077:
            yield bad("密钥文件", f"{path} 别的用户也能读", f"请运行：chmod 600 {path}")
        elif path.exists() and name == "restored.env":
            yield note("密钥文件", f"{path} 还在", "设置好服务之后请删除它。")
        elif path.exists():
            yield good("密钥文件", f"{path} 只有本用户能读")
    if os.geteuid() == 0 and not settings.DEMO:
        yield note("系统用户", "现在以 root 运行", "网页服务和后台服务请用一个普通的系统用户运行。")


def _deploy() -> Iterator[Finding]:
    found = [message for message in run_checks(include_deployment_checks=True) if message.level >= WARNING]
    told: dict[tuple[str, str], bool] = {}
    for message in found:
        line = WORDS.get(message.id or "", (f"{message.id} {message.msg}", message.hint or ""))
        told[line] = settings.DEMO and message.id in OF_HTTPS
    for (words, help_), is_of_demo in told.items():
        yield note("安全设置", words, help_) if is_of_demo else bad("安全设置", words, help_)
    if not found:
        yield good("安全设置", "check --deploy 没有发现问题，HTTPS 已开启")
