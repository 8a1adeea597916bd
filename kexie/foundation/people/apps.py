from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kexie.foundation.people"
    label = "people"
