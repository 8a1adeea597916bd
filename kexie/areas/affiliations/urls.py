"""Group members: what a body has joined, who has joined it, and the accessions between them."""

from django.urls import path

from kexie.areas.affiliations import views

app_name = "affiliations"
urlpatterns = [
    path("organisations/<slug:code>/joined/", views.joined, name="joined"),
    path("organisations/<slug:code>/joined/apply/", views.apply, name="apply"),
    path("organisations/<slug:code>/joined/<int:number>/leave/", views.leave, name="leave"),
    path("organisations/<slug:code>/joined/<int:number>/stay/", views.stay, name="stay"),
    path("organisations/<slug:code>/joined/<int:number>/name_delegate/", views.name_delegate, name="name_delegate"),
    path("organisations/<slug:code>/affiliations/", views.browse, name="browse"),
    path(
        "organisations/<slug:code>/affiliations/<int:number>/confirm_leaving/",
        views.confirm_leaving,
        name="confirm_leaving",
    ),
    path("organisations/<slug:code>/affiliations/admit_branch/", views.admit_branch, name="admit_branch"),
    path("branches/<int:number>/represent/", views.represent, name="represent"),
    path("branches/<int:number>/release_branch/", views.release_branch, name="release_branch"),
    path("affiliations/<slug:code>/", views.show, name="show"),
    path("affiliations/<slug:code>/proof/", views.proof, name="proof"),
    path("affiliations/<slug:code>/amend/", views.amend, name="amend"),
    path("affiliations/<slug:code>/withdraw/", views.withdraw, name="withdraw"),
    path("affiliations/<slug:code>/return_/", views.return_, name="return_"),
    path("affiliations/<slug:code>/refuse/", views.refuse, name="refuse"),
    path("affiliations/<slug:code>/accept/", views.accept, name="accept"),
    path("delegates/<int:number>/end_delegate/", views.end_delegate, name="end_delegate"),
]
