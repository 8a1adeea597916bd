"""Dues: a body's years, who owes what, one member's ledger, and one's own."""

from django.urls import path

from kexie.areas.dues import views

app_name = "dues"
urlpatterns = [
    path("organisations/<slug:code>/dues/years/", views.years, name="years"),
    path("organisations/<slug:code>/dues/years/add_year/", views.add_year, name="add_year"),
    path("dues/own/", views.own, name="own"),
    path("dues/<slug:code>/", views.show, name="show"),
    path("dues/<slug:code>/add_rate/", views.add_rate, name="add_rate"),
    path("dues/rates/<slug:code>/remove_rate/", views.remove_rate, name="remove_rate"),
    path("dues/<slug:code>/roll/", views.roll, name="roll"),
    path("dues/<slug:code>/remind/", views.remind, name="remind"),
    path("dues/<slug:code>/close/", views.close, name="close"),
    path("dues/<slug:code>/reopen/", views.reopen, name="reopen"),
    path("dues/<slug:code>/browse/", views.browse, name="browse"),
    path("dues/<slug:code>/export/", views.export, name="export"),
    path("dues/<slug:code>/receipts/", views.receipts, name="receipts"),
    path("dues/<slug:code>/pay_many/", views.pay_many, name="pay_many"),
    path("dues/<slug:code>/pay_many/sheet/", views.sheet, name="sheet"),
    path("dues/<slug:code>/members/<slug:member>/show_due/", views.show_due, name="show_due"),
    path("dues/<slug:code>/members/<slug:member>/pay/", views.pay, name="pay"),
    path("dues/<slug:code>/members/<slug:member>/waive/", views.waive, name="waive"),
    path("dues/entries/<slug:code>/correct/", views.correct, name="correct"),
    path("dues/entries/<slug:code>/receipt/", views.receipt, name="receipt"),
]
