"""Where the demonstration's own pages are."""

from django.urls import path

from lantern.demo import views

app_name = "demo"
urlpatterns = [path("", views.choose, name="choose"), path("sign-in/", views.sign_in, name="sign_in")]
