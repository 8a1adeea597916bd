from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "kexie.areas.registrations"
    label = "registrations"
