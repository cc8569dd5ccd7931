"""Before any partnership: invitations, and agencies' own sign-in; all other pages of the organisation live in `access`."""

from django.urls import path

from lantern.organisation.views import agency_sign_in, invitation

app_name = "organisation"
AGENCY = "account/agency/<uuid:partnership_id>/<uuid:agency_id>/"
urlpatterns = [
    path("invitation/<uuid:partnership_id>/<str:secret>/", invitation.invitation, name="invitation"),
    path(AGENCY, agency_sign_in.begin, name="agency_sign_in"),
    path(f"{AGENCY}back/", agency_sign_in.back, name="agency_sign_in_back"),
]
