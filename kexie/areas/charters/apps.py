from django.apps import AppConfig


class ChartersConfig(AppConfig):
    name = "kexie.areas.charters"
    label = "charters"
