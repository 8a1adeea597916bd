from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kexie.engines.notices"
    label = "notices"
