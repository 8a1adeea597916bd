from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "kexie.areas.standing"
    label = "standing"
