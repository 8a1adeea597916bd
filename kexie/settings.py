"""All settings, from the environment alone; a missing value stops with a hint.

`bin/demo`, `bin/test` and `kexie` start the embedded database and set what is missing before this file is read.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

from kexie.core import home
from kexie.core.logs import job

MIN_KEY = 32
# Nobody waits longer than five seconds to be told that the database is away, and soon after it is back all goes on
# (REL-07): a new connection, a server that no longer answers, a connection from the pool, and how long that tries.
PATIENCE = {"connect_timeout": "3", "tcp_user_timeout": "4000", "application_name": "kexie"}
POOL = {"min_size": 1, "max_size": 16, "timeout": 3.5, "reconnect_timeout": 3}
MIN_RECORDS_DAYS = 183  # six months (SEC-07)
HERE = Path(__file__).resolve().parent


def required(name: str, hint: str) -> str:
    """Return an environment variable, or stop with a hint how to set it."""
    if value := os.environ.get(name):
        return value
    raise SystemExit(f"环境变量 {name} 没有设置。{hint}")


def listed(name: str, default: str = "") -> list[str]:
    """Return an environment variable's comma-separated values."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(address: str) -> dict[str, object]:
    """Return Django's settings for a PostgreSQL address (postgresql://role:password@host:port/name)."""
    known = conninfo_to_dict(address)
    given = {key: value for key, value in known.items() if key not in {"user", "password", "host", "port", "dbname"}}
    options = PATIENCE | given
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": known.get("dbname", ""),
        "USER": known.get("user", ""),
        "PASSWORD": known.get("password", ""),
        "HOST": known.get("host", ""),
        "PORT": known.get("port", ""),
        "OPTIONS": options | ({"pool": POOL} if POOLED else {}),
        "CONN_HEALTH_CHECKS": POOLED,  # after the server was away, connections of before are not given out
        "TEST": {"TEMPLATE": "template0"},
    }


def store(place: str) -> dict[str, object]:
    """Return Django's settings for where uploads and results are kept: a folder, or `s3://bucket` (OPS-01)."""
    if place.startswith("s3://"):
        hint = "请填写对象存储的访问密钥。"
        bucket, _, folder = place.removeprefix("s3://").partition("/")
        return {
            "BACKEND": "kexie.core.bucket.Bucket",
            "OPTIONS": {
                "bucket_name": bucket,
                "location": folder.strip("/"),
                "endpoint_url": os.environ.get("KEXIE_S3_ENDPOINT"),
                "region_name": os.environ.get("KEXIE_S3_REGION"),
                "addressing": os.environ.get("KEXIE_S3_ADDRESSING", "auto"),
                "access_key": required("KEXIE_S3_KEY", hint),
                "secret_key": required("KEXIE_S3_SECRET", hint),
                "default_acl": None,
                "file_overwrite": True,  # names are random and never used twice
            },
        }
    return {"BACKEND": "kexie.core.disk.Disk", "OPTIONS": {"location": place}}


def providers() -> tuple[dict[str, dict[str, object]], list[str]]:
    """Return the services whose identities may sign in, for allauth, and the sites that a form may lead to for it."""
    found: dict[str, dict[str, object]] = {}
    origins = listed("KEXIE_OIDC_ORIGINS")
    if address := os.environ.get("KEXIE_OIDC_URL"):
        app = _client("KEXIE_OIDC") | {
            "provider_id": "oidc",
            "name": os.environ.get("KEXIE_OIDC_NAME", "统一身份认证"),
            "settings": {"server_url": address, "oauth_pkce_enabled": True},
        }
        found["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
        origins.append("{0.scheme}://{0.netloc}".format(urlsplit(address)))
    for name, label, origin in (
        ("weixin", "微信", "https://open.weixin.qq.com"),
        ("dingtalk", "钉钉", "https://login.dingtalk.com"),
    ):
        if f"KEXIE_{name.upper()}_ID" in os.environ:
            found[name] = {"APPS": [_client(f"KEXIE_{name.upper()}") | {"name": label}]}
            origins.append(origin)
    return found, origins


def _client(prefix: str) -> dict[str, object]:
    hint = "请填写在该服务登记本系统后得到的编号和密钥。"
    return {"client_id": required(f"{prefix}_ID", hint), "secret": required(f"{prefix}_SECRET", hint)}


DEMO = os.environ.get("KEXIE_DEMO") == "1"
DEBUG = os.environ.get("KEXIE_DEBUG") == "1"
POOLED = os.environ.get("KEXIE_POOL", "1") == "1"
SECRET_KEY = required("SECRET_KEY", "请设置一串足够长的随机字符；演示环境请用 bin/demo，它会自动生成。")
DATA_KEYS = listed("KEXIE_DATA_KEYS") or [
    required("KEXIE_DATA_KEYS", "这是加密个人信息的密钥：请设置至少 32 个随机字符，妥善备份；丢失后个人信息无法恢复。")
]
if min(map(len, DATA_KEYS)) < MIN_KEY:
    raise SystemExit(f"环境变量 KEXIE_DATA_KEYS 中的每个密钥至少要有 {MIN_KEY} 个字符。")
# What seals the audit trail. Only the processes that seal and verify need a key: the worker, `kexie verify`, restoring.
SEAL_KEYS = listed("KEXIE_SEAL_KEYS") or ([f"{SECRET_KEY}, seals of the demonstration"] if DEMO else [])
if min(map(len, SEAL_KEYS), default=MIN_KEY) < MIN_KEY:
    raise SystemExit(f"环境变量 KEXIE_SEAL_KEYS 中的每个密钥至少要有 {MIN_KEY} 个字符。")
SEALS_FOLDER = os.environ.get("KEXIE_SEALS_FOLDER") or str(home.folder() / "seals")  # the last seal of each day
RECORDS_DAYS = int(os.environ.get("KEXIE_RECORDS_DAYS", "1826"))  # how long records are kept: five years
if RECORDS_DAYS < MIN_RECORDS_DAYS:
    raise SystemExit(f"环境变量 KEXIE_RECORDS_DAYS 不能小于 {MIN_RECORDS_DAYS}：审计记录至少保存六个月。")
DATABASES = {
    "default": database(
        required("DATABASE_URL", "请设置 PostgreSQL 的地址，例如 postgresql://kexie_app:密码@主机/kexie。")
    )
}
ALLOWED_HOSTS = listed("KEXIE_HOSTS", "*" if DEMO or DEBUG else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("KEXIE_ORIGINS")
# Where people find the site: letters that the worker sends lead there.
ADDRESS = (os.environ.get("KEXIE_URL") or next(iter(CSRF_TRUSTED_ORIGINS), "")).rstrip("/")

PROVIDERS, PROVIDER_ORIGINS = providers()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "kexie.website.apps.StaticConfig",
    "csp",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "kexie.foundation.records",
    "kexie.foundation.people",
    "kexie.foundation.regions",
    "kexie.foundation.organisations",
    "kexie.foundation.appointments",
    "kexie.engines.indicators",
    "kexie.engines.sheets",
    "kexie.engines.papers",
    "kexie.engines.files",
    "kexie.engines.notices",
    "kexie.engines.worklist",
    "kexie.engines.questionnaires",
    "kexie.engines.jobs",
    "kexie.areas.directory",
    "kexie.areas.accounts",
    "kexie.areas.registrations",
    "kexie.areas.affiliations",
    "kexie.areas.establishment",
    "kexie.areas.standing",
    "kexie.areas.charters",
    "kexie.areas.membership",
    "kexie.areas.dues",
    "kexie.areas.evaluations",
    "kexie.areas.care",
    "kexie.areas.gatherings",
    "kexie.areas.surveys",
    "kexie.areas.polls",
    "kexie.areas.stations",
    "kexie.website.apps.WebsiteConfig",
    "kexie.operation",
    "allauth",  # after ours, whose templates stand for its own
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",  # these three do nothing until the settings name a client
    "allauth.socialaccount.providers.weixin",
    "allauth.socialaccount.providers.dingtalk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kexie.website.middleware.observed",
    "csp.middleware.CSPMiddleware",
    "kexie.website.middleware.plain_words",
    "kexie.website.middleware.remembered",
    "kexie.website.middleware.awake",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kexie.website.adapters.guarded",
    "kexie.website.middleware.actor",
    "kexie.website.middleware.once",
]

ROOT_URLCONF = "kexie.website.urls"
WSGI_APPLICATION = "kexie.website.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["kexie.website.adapters.backend.Backend"]
LOGIN_URL = "accounts:signin"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
    {"NAME": "kexie.core.passwords.MinimumLength", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "csp.context_processors.nonce",
                "kexie.website.context.site",
            ],
            "builtins": [
                "django.contrib.humanize.templatetags.humanize",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "kexie.website.templatetags.kexie",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["kexie.website.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("KEXIE_STATIC_ROOT", HERE.parent / "static-root"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": store(os.environ.get("KEXIE_FILES") or str(home.folder() / "files")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# What one request may bring, all its files together; each form says how much of it one file may be.
UPLOAD_MAX_BYTES = int(os.environ.get("KEXIE_UPLOAD_MB", "64")) * 1024**2
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "kexie.core.uploads.Bounded"]
# What looks for known harm in uploads: clamd, at a socket's path or host:port. While it is silent, none is taken.
SCANNER = os.environ.get("KEXIE_SCANNER", "")
# Where nginx stands in front: its internal location of the files' folder, such as /kexie-files/; it then sends them.
FILES_ACCEL = os.environ.get("KEXIE_FILES_ACCEL", "")
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# What several processes must know alike for a short while: limits of sign-in, codes and proofs that were used.
CACHES = {"default": {"BACKEND": "kexie.core.cache.Cache", "LOCATION": "cache_entry"}}

# How long a visitor may get a page that was made for another one; 0 for never (see `kexie.website.middleware`).
REMEMBERED_SECONDS = float(os.environ.get("KEXIE_REMEMBERED_SECONDS", "0" if DEBUG else "2"))

# Background work. Every app's `tasks.py` is found; how long is waited for running jobs must stay below what those who
# stop the worker grant (10 seconds in `kexie demo`).
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
# Long work of people runs in so many lanes, fewer than the workers' places: codes and letters never wait for an export.
JOB_LANES = int(os.environ.get("KEXIE_JOB_LANES", "3"))
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "shutdown_graceful_timeout": 8.0, "task_middleware": [job]}

# Signing in. allauth serves second factors, sessions and other services; passwords and codes are ours (ADR 6).
ACCOUNT_ADAPTER = "kexie.website.adapters.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
MFA_ADAPTER = "kexie.website.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG  # http://localhost; other hosts need HTTPS for passkeys
SOCIALACCOUNT_ADAPTER = "kexie.website.adapters.Services"
SOCIALACCOUNT_PROVIDERS = PROVIDERS
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
# Whom a password alone does not let in: "off", "roles" (national, provincial and platform roles) or "all" (ACC-04).
SECOND_FACTOR = os.environ.get("KEXIE_SECOND_FACTOR", "off" if DEMO else "roles")
# A session ends so long after the last request, and so long after signing in.
IDLE_MINUTES = float(os.environ.get("KEXIE_IDLE_MINUTES", "60"))
SESSION_HOURS = float(os.environ.get("KEXIE_SESSION_HOURS", "12"))
SESSION_COOKIE_AGE = int(SESSION_HOURS * 3600)
# How many hashes a browser makes at most to prove, after failures, that guessing costs something.
PROOF_WORK = int(os.environ.get("KEXIE_PROOF_WORK", "200000"))

# Mail. Codes by e-mail are offered where there is a server to send them.
EMAIL_HOST = os.environ.get("KEXIE_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("KEXIE_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("KEXIE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KEXIE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("KEXIE_SMTP_SECURITY") == "starttls"
EMAIL_USE_SSL = os.environ.get("KEXIE_SMTP_SECURITY") == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("KEXIE_SMTP_FROM", EMAIL_HOST_USER or "kexie@localhost")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "kexie.website.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
TLS = os.environ.get("KEXIE_TLS") == "1"
if TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *PROVIDER_ORIGINS],
        "frame-ancestors": ["'none'"],
    }
}

# Logs: one line for each request, never what people typed (`kexie.core.logs`). Statements that take longer are told.
LOG_FORMAT = os.environ.get("KEXIE_LOG_FORMAT") or ("plain" if DEMO or DEBUG else "json")
if LOG_FORMAT not in {"plain", "json"}:
    raise SystemExit("环境变量 KEXIE_LOG_FORMAT 应为 plain 或 json。")
SLOW_MS = float(os.environ.get("KEXIE_SLOW_MS", "500"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "kexie.core.logs.Plain", "whole": DEBUG},
        "json": {"()": "kexie.core.logs.Json"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": os.environ.get("KEXIE_LOG_LEVEL", "WARNING")},
    "loggers": {
        "kexie.request": {"level": "INFO"},
        "kexie.trail": {"level": "INFO"},  # the last seal, once an hour
        "procrastinate.worker": {"level": "INFO"},
        "django.request": {"level": "ERROR"},  # what was refused stands in our own line
    },
}

# Who may read the figures of `/metrics` from another machine.
METRICS_TOKEN = os.environ.get("KEXIE_METRICS_TOKEN", "")

# The site as its operator names it; shown in the header and footer.
SITE = {
    "name": os.environ.get("KEXIE_SITE_NAME", "企业科协综合服务系统"),
    "organiser": os.environ.get("KEXIE_SITE_ORGANISER", ""),
    "contact": os.environ.get("KEXIE_SITE_CONTACT", ""),
    "filing": os.environ.get("KEXIE_SITE_FILING", ""),
    "map_review": os.environ.get("KEXIE_MAP_REVIEW", ""),
}
