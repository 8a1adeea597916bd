"""Organisations online, their distribution, and organisations inside the workbench."""

from django.urls import path

from kexie.areas.directory import views

app_name = "directory"
urlpatterns = [
    path("organisations/", views.browse, name="browse"),
    path("organisations/export/", views.export, name="export"),
    path("organisations/<slug:code>/", views.show, name="show"),
    path("organisations/<slug:code>/desk/", views.desk, name="desk"),
    path("organisations/<slug:code>/subordinates/", views.subordinates, name="subordinates"),
    path(
        "organisations/<slug:code>/subordinates/export_subordinates/",
        views.export_subordinates,
        name="export_subordinates",
    ),
    path("organisations/<slug:code>/manage/", views.manage, name="manage"),
    path("organisations/<slug:code>/add/", views.add, name="add"),
    path("organisations/<slug:code>/change/", views.change, name="change"),
    path("organisations/<slug:code>/change_profile/", views.change_profile, name="change_profile"),
    path("organisations/<slug:code>/move/", views.move, name="move"),
    path("organisations/<slug:code>/close/", views.close, name="close"),
    path("organisations/<slug:code>/present/", views.present, name="present"),
    path("organisations/<slug:code>/publish/", views.publish, name="publish"),
    path("organisations/<slug:code>/take_offline/", views.take_offline, name="take_offline"),
    path("organisations/<slug:code>/structure/", views.structure, name="structure"),
    path("organisations/<slug:code>/add_branch/", views.add_branch, name="add_branch"),
    path("organisations/<slug:code>/fill_post/", views.fill_post, name="fill_post"),
    path("organisations/<slug:code>/add_term/", views.add_term, name="add_term"),
    path("organisations/<slug:code>/relations/", views.relations, name="relations"),
    path("organisations/<slug:code>/relate/", views.relate, name="relate"),
    path("organisations/<slug:code>/coverage/", views.coverage, name="coverage"),
    path("organisations/<slug:code>/turns/", views.turns, name="turns"),
    path("organisations/<slug:code>/add_turn/", views.add_turn, name="add_turn"),
    path("organisations/<slug:code>/tasks/", views.tasks, name="tasks"),
    path("organisations/<slug:code>/agree_task/", views.agree_task, name="agree_task"),
    path("organisations/<slug:code>/branches/<int:branch>/change_branch/", views.change_branch, name="change_branch"),
    path("organisations/<slug:code>/branches/<int:branch>/close_branch/", views.close_branch, name="close_branch"),
    path("organisations/<slug:code>/posts/<int:post>/change_post/", views.change_post, name="change_post"),
    path("organisations/<slug:code>/posts/<int:post>/end_post/", views.end_post, name="end_post"),
    path("organisations/<slug:code>/terms/<int:term>/change_term/", views.change_term, name="change_term"),
    path("organisations/<slug:code>/links/<int:relation>/unrelate/", views.unrelate, name="unrelate"),
    path("organisations/<slug:code>/links/<int:relation>/name_contact/", views.name_contact, name="name_contact"),
    path("organisations/<slug:code>/rounds/<int:turn>/remove_turn/", views.remove_turn, name="remove_turn"),
    path("organisations/<slug:code>/agreed/<int:task>/change_task/", views.change_task, name="change_task"),
    path("organisations/<slug:code>/agreed/<int:task>/complete_task/", views.complete_task, name="complete_task"),
    path("organisations/<slug:code>/candidates/<slug:purpose>/", views.candidates, name="candidates"),
    path("distribution/", views.distribution, name="distribution"),
    path("distribution/<slug:code>/", views.distribution, name="distribution"),
]
