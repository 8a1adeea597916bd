from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "kexie.foundation.regions"
    label = "regions"
