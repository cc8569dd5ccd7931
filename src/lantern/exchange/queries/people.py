"""A spreadsheet of people, read beside what the partnership has."""

from typing import BinaryIO

from lantern.exchange.rules.feed_rows import open_feed
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.setting_up.people import MOST, PEOPLE, Known, Listed, read_people
from lantern.organisation.models import Agency, Area, Member
from lantern.organisation.vocabulary import Role

MOST_BYTES = 5_000_000


def listed_in(file: BinaryIO) -> list[Listed]:
    """Every row with what it asks for or why not. Raises `FeedError` when the file cannot be read at all."""
    feed = open_feed(file, PEOPLE, most_bytes=MOST_BYTES)
    if feed.row_count > MOST:
        raise FeedError(f"The file has {feed.row_count:,} rows; {MOST} people can be invited at once. Split it.")
    return read_people(feed.rows(), _known())


def _known() -> Known:
    areas = list(Area.objects.order_by("geography__is_main").values_list("code", "name", "pk"))
    return Known(
        agencies={name.casefold(): key for key, name in Agency.objects.values_list("pk", "name")},
        roles={role.value: role.value for role in Role},
        areas={code.casefold(): key for code, _, key in areas} | {name.casefold(): key for _, name, key in areas},
        mailboxes=frozenset(
            email.lower() for email in Member.objects.filter(removed_at=None).values_list("email", flat=True)
        ),
    )
