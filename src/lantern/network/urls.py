"""What was named, one page each; persons of concern and their orders."""

from django.urls import path

from lantern.network.views import entities, of_child, orders, persons, recording, same

app_name = "network"
urlpatterns = [
    path("network/<uuid:entity>/", entities.entity, name="entity"),
    path("children/<uuid:child>/persons/", of_child.of_child, name="of_child"),
    path("persons/", persons.listing, name="persons"),
    path("persons/new/", recording.new, name="new_person"),
    path("persons/orders/", orders.listing, name="orders"),
    path("persons/<uuid:person>/", persons.person, name="person"),
    path("persons/<uuid:person>/change/", recording.change, name="change_person"),
    path("persons/<uuid:person>/close/", recording.turn, name="turn_person"),
    path("persons/<uuid:person>/say/", recording.say, name="say"),
    path("persons/<uuid:person>/tie-child/", recording.tie_child, name="tie_child"),
    path("persons/<uuid:person>/tie-person/", recording.tie_person, name="tie_person"),
    path("persons/<uuid:person>/order/", orders.order, name="order"),
    path("persons/<uuid:person>/child/", same.is_child, name="is_child"),
    path("persons/<uuid:person>/join/", same.join, name="join"),
    path("persons/order/<uuid:order>/end/", orders.end, name="end_order"),
    path("persons/order/<uuid:order>/breach/", orders.breach, name="breach"),
    path("persons/child/<uuid:same_child_said>/take-back/", same.take_back, name="take_back_child"),
    path("persons/joining/<uuid:joined>/part/", same.part, name="part"),
    path("persons/<str:kind>/<uuid:said>/take-back/", recording.withdraw, name="withdraw"),
    path("persons/<str:kind>/<uuid:tied>/over/", recording.end_tie, name="end"),
]
