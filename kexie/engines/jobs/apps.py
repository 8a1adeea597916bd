from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "kexie.engines.jobs"
    label = "jobs"
