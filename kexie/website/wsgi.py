"""The entry for the web server."""

import os

from django.core.wsgi import get_wsgi_application

from kexie.core.garbage import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kexie.settings")
application = get_wsgi_application()
settle()
