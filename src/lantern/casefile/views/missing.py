"""Every missing episode of a child."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts, rows
from lantern.casefile.queries.missing import history_of
from lantern.casefile.rules.periods import by_year
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.design.listing import address
from lantern.missing.parts.chats import chats_of_child
from lantern.missing.parts.triggers import lines as trigger_lines
from lantern.missing.queries.triggers import of_child

AT_FIRST = 25  # episodes


@page("casefile/missing.html", may=Permission.SEE_CHILDREN)
def missing(request: Request, child: Child) -> Response:
    """Episodes by year as a picture, then each in a row."""
    viewer = request.viewer
    history = history_of(child, viewer)
    years = by_year(history.periods, viewer.now)
    shown = history.episodes if "all" in request.GET else history.episodes[:AT_FIRST]
    doing = parts.doing_now(child, history, viewer)
    found = list(of_child(child.pk))
    asks = viewer.may(Permission.REQUEST_CHAT)
    return request.show(
        child=child,
        who=identity_of(child, viewer, linked=False),
        tabs=parts.tabs(child, "missing", viewer),
        history=history,
        year_columns=rows.YEARS,
        years=rows.year_rows(years, viewer),
        triggers=trigger_lines([each for each in found if each.waits], viewer),
        past_triggers=trigger_lines([each for each in found if not each.waits], viewer),
        columns=rows.EPISODES,
        rows=rows.episode_rows(shown, viewer),
        more=len(shown) < len(history.episodes),
        all_url=address(request.GET, all="1"),
        doing=doing,
        chats=chats_of_child(child) if viewer.may(Permission.OFFER_CHATS) else [],
        asked_url=reverse("missing:asked_about_chat", args=[child.pk]) if asks else "",
        ask_url=reverse("missing:ask_for_chat", args=[child.pk]) if asks else "",
        may_url="" if doing.reason else doing.url,
    )
