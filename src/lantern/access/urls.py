"""People, agencies, areas, the arrangement; the choice of partnership and of area."""

from django.urls import path

from lantern.access.views import (
    agencies,
    areas,
    arrangement,
    arrangement_history,
    changing_arrangement,
    choices,
    member_sign_in,
    members,
    people,
    roles,
    sign_in,
    systems,
)

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
    path("organisation/people/<uuid:member_id>/sessions/end/", member_sign_in.end_sessions, name="end_member_sessions"),
    path("organisation/people/<uuid:member_id>/second-factor/", member_sign_in.reset, name="reset_second_factor"),
    path("organisation/agencies/", agencies.agencies, name="agencies"),
    path("organisation/agencies/new/", agencies.new_agency, name="new_agency"),
    path("organisation/agencies/<uuid:agency_id>/", agencies.change_agency, name="change_agency"),
    path("organisation/agencies/<uuid:agency_id>/sign-in/", sign_in.connection, name="agency_sign_in"),
    path("organisation/agencies/<uuid:agency_id>/sign-in/test/", sign_in.test_connection, name="test_agency_sign_in"),
    path("organisation/agencies/<uuid:agency_id>/sign-in/end/", sign_in.end_connection, name="end_agency_sign_in"),
    path("organisation/agencies/<uuid:agency_id>/systems/", systems.systems, name="systems"),
    path("organisation/agencies/<uuid:agency_id>/systems/new/", systems.new_system, name="new_system"),
    path(
        "organisation/agencies/<uuid:agency_id>/systems/<uuid:credential_id>/revoke/",
        systems.revoke_system,
        name="revoke_system",
    ),
    path("organisation/roles/", roles.roles, name="roles"),
    path("organisation/areas/", areas.areas, name="areas"),
    path("organisation/areas/<uuid:geography_id>.geojson", areas.shapes, name="shapes"),
    path("organisation/arrangement/", arrangement.arrangement, name="arrangement"),
    path("organisation/arrangement/history/", arrangement_history.versions, name="arrangement_history"),
    path("organisation/arrangement/compare/", arrangement_history.compare, name="compare_arrangements"),
    path("organisation/arrangement/change/<slug:part>/", changing_arrangement.change, name="change_arrangement"),
    path("organisation/arrangement/<int:number>/", arrangement.arrangement, name="arrangement_version"),
    path("organisation/arrangement/<int:number>/withdraw/", arrangement_history.withdraw, name="withdraw_arrangement"),
]
