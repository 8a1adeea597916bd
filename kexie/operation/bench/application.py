"""The product as a web server serves it, with the two pages that it is compared with.

`KEXIE_BENCH_BARE=1` leaves only the middleware that every new Django project has.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kexie.settings")

STANDARD = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

settings.ROOT_URLCONF = "kexie.operation.bench.urls"
settings.TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
django.setup()  # with the product's middleware: the sign-in library insists on its own
if os.environ.get("KEXIE_BENCH_BARE") == "1":
    settings.MIDDLEWARE = STANDARD
application = get_wsgi_application()
