"""What stands in questionnaires, under addresses that every area's pages use."""

from django.urls import path

from kexie.engines.questionnaires import views

app_name = "questionnaires"
urlpatterns = [
    path("questionnaires/find/", views.find, name="find"),
    path("pictures/<slug:code>/picture/", views.picture, name="picture"),
]
