"""What the network room tells others at start-up."""

from lantern.access.navigation import Item, register
from lantern.access.vocabulary import Permission
from lantern.children import around, chronology
from lantern.network.near import contexts_near, contexts_still, named_near, named_still, persons_near, persons_still
from lantern.network.told import told_of_network


def ready() -> None:
    """Register; called once."""
    chronology.register("network", told_of_network)
    around.register("entity", named_near, still=named_still)
    around.register("person", persons_near, still=persons_still)
    around.register("context", contexts_near, still=contexts_still)
    register(Item(35, "Persons of concern", "network:persons", "/persons/", Permission.SEE_PERSONS))
