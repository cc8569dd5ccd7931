"""What was named, one page each; persons of concern and their orders."""

from django.urls import path

from lantern.network.views import assessing, contexts, entities, of_child, orders, persons, recording, same

app_name = "network"
urlpatterns = [
    path("network/<uuid:entity>/", entities.entity, name="entity"),
    path("children/<uuid:child>/persons/", of_child.of_child, name="of_child"),
    path("persons/", persons.listing, name="persons"),
    path("persons/new/", recording.new, name="new_person"),
    path("persons/contexts/", contexts.listing, name="contexts"),
    path("persons/contexts/new/", assessing.new, name="new_context"),
    path("persons/contexts/steps/", contexts.steps, name="steps"),
    path("persons/contexts/steps/<uuid:plan_step>/", assessing.finish_step, name="finish_step"),
    path("persons/contexts/guardians/<uuid:guardian>/", assessing.end_guardian, name="end_guardian"),
    path("persons/contexts/<uuid:context>/", contexts.context, name="context"),
    path("persons/contexts/<uuid:context>/change/", assessing.change, name="change_context"),
    path("persons/contexts/<uuid:context>/assess/", assessing.assess, name="assess_context"),
    path("persons/contexts/<uuid:context>/close/", assessing.turn, name="turn_context"),
    path("persons/contexts/<uuid:context>/guardian/", assessing.guardian, name="guardian"),
    path("persons/contexts/<uuid:context>/step/", assessing.step, name="step"),
    path("persons/contexts/<uuid:context>/order/", orders.order_over, name="order_over"),
    path("persons/contexts/<uuid:context>/tie-child/", assessing.tie_child, name="context_child"),
    path("persons/contexts/<uuid:context>/tie-person/", assessing.tie_person, name="context_person"),
    path("persons/contexts/<str:kind>/<uuid:in_context>/take-back/", assessing.withdraw, name="withdraw_in_context"),
    path("persons/contexts/<str:kind>/<uuid:in_context>/over/", assessing.end_tie, name="end_in_context"),
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
