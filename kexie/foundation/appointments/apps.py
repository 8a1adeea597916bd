from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "kexie.foundation.appointments"
    label = "appointments"
