"""My work."""

from django.urls import path

from lantern.home import views

app_name = "home"
urlpatterns = [path("", views.my_work, name="my_work")]
