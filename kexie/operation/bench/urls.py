"""The product's addresses and those of the two pages that it is compared with."""

from django.urls import include, path

from kexie.operation.bench import views

urlpatterns = [
    path("bench/bare/", views.bare),
    path("bench/reference/", views.reference),
    path("", include("kexie.website.urls")),
]
