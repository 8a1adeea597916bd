"""Polls: an association's own, and the public address under which people vote."""

from django.urls import path

from kexie.areas.polls.views import counting, drafting, running, voting

app_name = "polls"
urlpatterns = [
    path("organisations/<slug:code>/polls/", drafting.browse, name="browse"),
    path("organisations/<slug:code>/polls/add/", drafting.add, name="add"),
    path("polls/<slug:code>/change/", drafting.change, name="change"),
    path("polls/<slug:code>/illustrate/", drafting.illustrate, name="illustrate"),
    path("polls/<slug:code>/preview/", drafting.preview, name="preview"),
    path("polls/<slug:code>/remove/", drafting.remove, name="remove"),
    path("polls/<slug:code>/", running.show, name="show"),
    path("polls/<slug:code>/publish/", running.publish, name="publish"),
    path("polls/<slug:code>/poster/", running.poster, name="poster"),
    path("polls/<slug:code>/picture/", running.picture, name="picture"),
    path("polls/<slug:code>/card/", running.card, name="card"),
    path("polls/<slug:code>/remind/", running.remind, name="remind"),
    path("polls/<slug:code>/extend/", running.extend, name="extend"),
    path("polls/<slug:code>/close/", running.close, name="close"),
    path("polls/<slug:code>/archive/", running.archive, name="archive"),
    path("polls/<slug:code>/vote/", voting.vote, name="vote"),
    path("polls/<slug:code>/thanks/", voting.thanks, name="thanks"),
    path("polls/<slug:code>/unlock/", voting.unlock, name="unlock"),
    path("polls/<slug:code>/outcome/", voting.outcome, name="outcome"),
    path("polls/<slug:code>/results/", counting.results, name="results"),
    path("polls/<slug:code>/votes/", counting.votes, name="votes"),
    path("polls/<slug:code>/sources/", counting.sources, name="sources"),
    path("polls/<slug:code>/void_many/", counting.void_many, name="void_many"),
    path("polls/<slug:code>/export/", counting.export, name="export"),
    path("polls/<slug:code>/release/", counting.release, name="release"),
    path("votes/<slug:code>/void/", counting.void, name="void"),
]
