"""Bodies that register themselves, and the desk of the association that reviews them."""

from django.urls import path

from kexie.areas.registrations import views

app_name = "registrations"
urlpatterns = [
    path("registrations/", views.registrations, name="registrations"),
    path("registrations/submit/", views.submit, name="submit"),
    path("registrations/places/", views.places, name="places"),
    path("registrations/<slug:code>/", views.show, name="show"),
    path("registrations/<slug:code>/proof/<int:number>/", views.proof, name="proof"),
    path("registrations/<slug:code>/amend/", views.amend, name="amend"),
    path("registrations/<slug:code>/withdraw/", views.withdraw, name="withdraw"),
    path("registrations/<slug:code>/reveal/", views.reveal, name="reveal"),
    path("registrations/<slug:code>/return_/", views.return_, name="return_"),
    path("registrations/<slug:code>/accept/", views.accept, name="accept"),
    path("organisations/<slug:code>/registrations/", views.browse, name="browse"),
]
