from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "kexie.foundation.organisations"
    label = "organisations"
