"""All addresses."""

from django.urls import include, path

from kexie.website import views

urlpatterns = [
    path("", views.home, name="home"),
    path("workbench/", views.workbench, name="workbench"),
    path("", include("kexie.areas.directory.urls")),
    path("", include("kexie.areas.accounts.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

handler400 = "kexie.website.errors.bad_request"
handler403 = "kexie.website.errors.permission_denied"
handler404 = "kexie.website.errors.not_found"
handler500 = "kexie.website.errors.server_error"
