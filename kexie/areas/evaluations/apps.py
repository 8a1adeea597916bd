from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "kexie.areas.evaluations"
    label = "evaluations"
