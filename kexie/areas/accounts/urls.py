"""Signing in and out, one's own account."""

from django.urls import path

from kexie.areas.accounts import views

app_name = "accounts"
urlpatterns = [
    path("signin/", views.signin, name="signin"),
    path("signin/send_code/", views.send_code, name="send_code"),
    path("signin/enter_code/", views.enter_code, name="enter_code"),
    path("signin/forgot_password/", views.forgot_password, name="forgot_password"),
    path("signin/reset_password/", views.reset_password, name="reset_password"),
    path("signout/", views.signout, name="signout"),
    path("account/", views.show, name="show"),
    path("account/change_password/", views.change_password, name="change_password"),
]
