from django.apps import AppConfig


class PollsConfig(AppConfig):
    name = "kexie.areas.polls"
    label = "polls"
