"""Signing in and out, one's own account."""

from django.urls import path

from kexie.areas.accounts import views

app_name = "accounts"
urlpatterns = [
    path("activate/", views.activate, name="activate"),
    path("organisations/<slug:code>/staff/", views.staff, name="staff"),
    path("organisations/<slug:code>/staff/invite/", views.invite, name="invite"),
    path("organisations/<slug:code>/staff/invite_many/", views.invite_many, name="invite_many"),
    path("organisations/<slug:code>/staff/sheet/", views.sheet, name="sheet"),
    path("organisations/<slug:code>/staff/export_staff/", views.export_staff, name="export_staff"),
    path("organisations/<slug:code>/staff/slips/", views.slips, name="slips"),
    path("organisations/<slug:code>/staff/hand_over/", views.hand_over, name="hand_over"),
    path("organisations/<slug:code>/records/", views.records, name="records"),
    path("organisations/<slug:code>/records/export/", views.export, name="export"),
    path("organisations/<slug:code>/record/<int:number>/", views.record, name="record"),
    path("invitation/<int:number>/", views.invitation, name="invitation"),
    path("invitation/<int:number>/revoke/", views.revoke, name="revoke"),
    path("appointments/<int:number>/dismiss/", views.dismiss, name="dismiss"),
    path("people/<int:number>/lock_account/", views.lock_account, name="lock_account"),
    path("people/<int:number>/unlock_account/", views.unlock_account, name="unlock_account"),
    path("platform/find_account/", views.find_account, name="find_account"),
    path("platform/read_records/", views.read_records, name="read_records"),
    path("platform/read_record/<int:number>/", views.read_record, name="read_record"),
    path("platform/export_records/", views.export_records, name="export_records"),
    path("platform/verify_records/", views.verify_records, name="verify_records"),
    path("platform/watch_platform/", views.watch_platform, name="watch_platform"),
    path("signin/", views.signin, name="signin"),
    path("signin/send_code/", views.send_code, name="send_code"),
    path("signin/enter_code/", views.enter_code, name="enter_code"),
    path("signin/forgot_password/", views.forgot_password, name="forgot_password"),
    path("signin/reset_password/", views.reset_password, name="reset_password"),
    path("register/", views.register, name="register"),
    path("register/complete/", views.complete, name="complete"),
    path("account/set_mobile/", views.set_mobile, name="set_mobile"),
    path("account/set_email/", views.set_email, name="set_email"),
    path("account/reveal/", views.reveal, name="reveal"),
    path("account/copy/", views.copy, name="copy"),
    path("account/close_account/", views.close_account, name="close_account"),
    path("signout/", views.signout, name="signout"),
    path("account/", views.show, name="show"),
    path("account/change_password/", views.change_password, name="change_password"),
]
