from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "kexie.engines.papers"
    label = "papers"
