from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kexie.areas.accounts"
    label = "accounts"
