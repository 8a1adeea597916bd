from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "kexie.website"
    label = "website"
