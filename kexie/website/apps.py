from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class WebsiteConfig(AppConfig):
    name = "kexie.website"
    label = "website"


class StaticConfig(StaticFilesConfig):
    """Static files without the notes that lie beside them."""

    ignore_patterns = (*StaticFilesConfig.ignore_patterns, "*.md")
