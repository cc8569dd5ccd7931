"""Children: found, added, changed. A child's own page is the case file's."""

from django.urls import path

from lantern.children.views import changing, conflicts, new, restricted, school, search, waiting

app_name = "children"
urlpatterns = [
    path("children/", search.find, name="search"),
    path("children/new/", new.new, name="new"),
    path("children/provisional/", waiting.provisional, name="provisional"),
    path("children/unplaced/", waiting.unplaced, name="unplaced"),
    path("children/<uuid:child>/details/", changing.details, name="details"),
    path("children/<uuid:child>/name/", changing.alias, name="alias"),
    path("children/<uuid:child>/reference/", changing.reference, name="reference"),
    path("children/<uuid:child>/move/", changing.move, name="move"),
    path("children/<uuid:child>/status/", changing.status, name="status"),
    path("children/<uuid:child>/placement/", changing.placement, name="placement"),
    path("children/<uuid:child>/work/", changing.allocate, name="allocate"),
    path("children/<uuid:child>/school/", school.school, name="school"),
    path("children/<uuid:child>/school/absence/", school.absence, name="school_absence"),
    path("children/school/<uuid:fact_about_school>/end/", school.end_schooling, name="end_schooling"),
    path("children/school/<uuid:fact_about_school>/withdraw/", school.withdraw_schooling, name="withdraw_schooling"),
    path("children/absence/<uuid:school_absence>/withdraw/", school.withdraw_absence, name="withdraw_absence"),
    path("children/<uuid:child>/restrict/", restricted.restrict, name="restrict"),
    path("children/<uuid:child>/restricted/", restricted.restricted, name="restricted"),
    path("children/restriction/<uuid:restriction>/name/", restricted.name_person, name="name_person"),
    path("children/restriction/<uuid:restriction>/review/", restricted.review, name="review_restriction"),
    path("children/restriction/person/<uuid:named_person>/take-off/", restricted.take_off, name="take_off"),
    path("children/<uuid:child>/conflict/", conflicts.declare, name="conflict"),
    path("conflicts/", conflicts.declared, name="conflict_declared"),
    path("organisation/people/<uuid:member_id>/conflict/", conflicts.of_member, name="conflict_of_member"),
    path("children/work/<uuid:work>/end/", changing.end_work, name="end_work"),
]
