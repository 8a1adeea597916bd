from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "kexie.areas.membership"
    label = "membership"
