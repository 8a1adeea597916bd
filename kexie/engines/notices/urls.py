"""The inbox, and how it is filled."""

from django.urls import path

from kexie.engines.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.browse, name="browse"),
    path("notices/read_all/", views.read_all, name="read_all"),
    path("notices/<slug:code>/", views.show, name="show"),
    path("notices/<slug:code>/read/", views.read, name="read"),
    path("account/notices/", views.change, name="change"),
]
