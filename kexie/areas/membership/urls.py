"""Members of bodies, applications, one's own memberships, and the page that verifies a member card."""

from django.urls import path

from kexie.areas.membership import views

app_name = "membership"
urlpatterns = [
    path("organisations/<slug:code>/members/", views.browse, name="browse"),
    path("organisations/<slug:code>/members/add/", views.add, name="add"),
    path("organisations/<slug:code>/members/add_many/", views.add_many, name="add_many"),
    path("organisations/<slug:code>/members/add_many/sheet/", views.sheet, name="sheet"),
    path("organisations/<slug:code>/members/export/", views.export, name="export"),
    path("organisations/<slug:code>/members/tag_many/", views.tag_many, name="tag_many"),
    path("organisations/<slug:code>/members/tags/", views.tags, name="tags"),
    path("organisations/<slug:code>/members/tags/add_tag/", views.add_tag, name="add_tag"),
    path("members/tags/<slug:code>/change_tag/", views.change_tag, name="change_tag"),
    path("members/tags/<slug:code>/remove_tag/", views.remove_tag, name="remove_tag"),
    path("organisations/<slug:code>/numbers/", views.numbers, name="numbers"),
    path("organisations/<slug:code>/tally/", views.tally, name="tally"),
    path("organisations/<slug:code>/apply/", views.apply, name="apply"),
    path("organisations/<slug:code>/applications/", views.applications, name="applications"),
    path("members/<slug:code>/", views.show, name="show"),
    path("members/<slug:code>/change/", views.change, name="change"),
    path("members/<slug:code>/tag/", views.tag, name="tag"),
    path("members/<slug:code>/reveal/", views.reveal, name="reveal"),
    path("members/<slug:code>/confirm_leaving/", views.confirm_leaving, name="confirm_leaving"),
    path("members/<slug:code>/depart/", views.depart, name="depart"),
    path("members/<slug:code>/bury/", views.bury, name="bury"),
    path("members/<slug:code>/retire/", views.retire, name="retire"),
    path("members/<slug:code>/expel/", views.expel, name="expel"),
    path("applications/<slug:code>/show_application/", views.show_application, name="show_application"),
    path("applications/<slug:code>/amend/", views.amend, name="amend"),
    path("applications/<slug:code>/withdraw/", views.withdraw, name="withdraw"),
    path("applications/<slug:code>/return_/", views.return_, name="return_"),
    path("applications/<slug:code>/refuse/", views.refuse, name="refuse"),
    path("applications/<slug:code>/accept/", views.accept, name="accept"),
    path("memberships/own/", views.own, name="own"),
    path("memberships/claim/", views.claim, name="claim"),
    path("memberships/ask/", views.ask, name="ask"),
    path("organisations/<slug:code>/claims/", views.claims, name="claims"),
    path("claims/<slug:code>/confirm_claim/", views.confirm_claim, name="confirm_claim"),
    path("claims/<slug:code>/refuse_claim/", views.refuse_claim, name="refuse_claim"),
    path("members/<slug:code>/unclaim/", views.unclaim, name="unclaim"),
    path("memberships/<slug:code>/card/", views.card, name="card"),
    path("memberships/<slug:code>/leave/", views.leave, name="leave"),
    path("memberships/<slug:code>/stay/", views.stay, name="stay"),
    path("cards/<slug:code>/verify/", views.verify, name="verify"),
]
