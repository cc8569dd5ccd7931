"""My work, and setting up."""

from django.urls import path

from lantern.home.views import briefing, my_work, setting_up

app_name = "home"
urlpatterns = [
    path("", my_work.my_work, name="my_work"),
    path("briefing/", briefing.briefing, name="briefing"),
    path("setting-up/", setting_up.setting_up, name="setting_up"),
]
