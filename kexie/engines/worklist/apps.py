from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "kexie.engines.worklist"
    label = "worklist"
