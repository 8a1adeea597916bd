"""Care for members: what they agree to, birthdays, letters."""

from django.urls import path

from kexie.areas.care import views

app_name = "care"
urlpatterns = [
    path("care/own/", views.own, name="own"),
    path("care/memberships/<slug:code>/change/", views.change, name="change"),
    path("care/memberships/<slug:code>/opt_out/", views.opt_out, name="opt_out"),
    path("care/letters/<slug:code>/read/", views.read, name="read"),
    path("organisations/<slug:code>/care/birthdays/", views.birthdays, name="birthdays"),
    path("organisations/<slug:code>/care/letters/", views.letters, name="letters"),
    path("organisations/<slug:code>/care/letters/write/", views.write, name="write"),
    path("organisations/<slug:code>/care/visits/", views.visits, name="visits"),
    path("organisations/<slug:code>/care/visits/add_visit/", views.add_visit, name="add_visit"),
    path("organisations/<slug:code>/care/agreements/", views.agreements, name="agreements"),
    path("organisations/<slug:code>/care/agreements/add_agreement/", views.add_agreement, name="add_agreement"),
    path("care/agreements/<slug:code>/withdraw_agreement/", views.withdraw_agreement, name="withdraw_agreement"),
    path("care/agreements/<slug:code>/scan/", views.scan, name="scan"),
    path("care/visits/<slug:code>/show_visit/", views.show_visit, name="show_visit"),
]
