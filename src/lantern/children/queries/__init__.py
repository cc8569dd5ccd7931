"""Reading children's records."""

from lantern.children.queries.profiles import describe_further, profiles_of
from lantern.children.queries.search import Found, search
from lantern.children.queries.standing import area_of_postcode, open_on, workers_of

__all__ = ["Found", "area_of_postcode", "describe_further", "open_on", "profiles_of", "search", "workers_of"]
