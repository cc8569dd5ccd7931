"""Everything that the overview of a child says besides what is owed and the episodes, in the query of the child."""

from django.db.models import QuerySet

from lantern.children.models import Child
from lantern.ecomap.queries.held import with_map
from lantern.exploitation.queries.facts import with_known
from lantern.exploitation.queries.levels import with_levels
from lantern.missing.queries.chat_texts import with_own_words
from lantern.missing.queries.triggers import with_decisions


def with_whole(children: "QuerySet[Child]") -> "QuerySet[Child]":
    """`children` with their records, levels, types, maps, own words and decisions."""
    return with_decisions(with_own_words(with_levels(with_known(with_map(children)))))
