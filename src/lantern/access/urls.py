"""People, agencies, areas, the arrangement; the choice of partnership and of area."""

from django.urls import path

from lantern.access.views import agencies, areas, arrangement, choices, members, people

app_name = "access"
urlpatterns = [
    path("account/partnership/", choices.partnership, name="partnership"),
    path("area/<str:area>/", choices.focus, name="focus"),
    path("organisation/", people.people, name="people"),
    path("organisation/people/new/", people.new_member, name="new_member"),
    path("organisation/people/<uuid:member_id>/", members.member, name="member"),
    path("organisation/people/<uuid:member_id>/role/", members.give_role, name="give_role"),
    path("organisation/people/<uuid:member_id>/role/<uuid:role_id>/end/", members.end_role, name="end_role"),
    path("organisation/people/<uuid:member_id>/invite/", members.invite, name="invite"),
    path("organisation/people/<uuid:member_id>/remove/", members.remove, name="remove_member"),
    path("organisation/agencies/", agencies.agencies, name="agencies"),
    path("organisation/agencies/new/", agencies.new_agency, name="new_agency"),
    path("organisation/agencies/<uuid:agency_id>/", agencies.change_agency, name="change_agency"),
    path("organisation/areas/", areas.areas, name="areas"),
    path("organisation/areas/<uuid:geography_id>.geojson", areas.shapes, name="shapes"),
    path("organisation/arrangement/", arrangement.arrangement, name="arrangement"),
    path("organisation/arrangement/<int:number>/", arrangement.arrangement, name="arrangement_version"),
]
