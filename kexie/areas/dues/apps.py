from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "kexie.areas.dues"
    label = "dues"
