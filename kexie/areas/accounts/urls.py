"""Signing in and out, one's own account."""

from django.urls import path

from kexie.areas.accounts import views

app_name = "accounts"
urlpatterns = [
    path("signin/", views.signin, name="signin"),
    path("signout/", views.signout, name="signout"),
    path("account/", views.show, name="show"),
    path("account/change_password/", views.change_password, name="change_password"),
]
