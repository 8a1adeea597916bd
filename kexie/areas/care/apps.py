from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "kexie.areas.care"
    label = "care"
