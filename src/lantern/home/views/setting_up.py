"""Setting up: the first hour of an administrator."""

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.home.queries.setting_up import counted
from lantern.home.steps import next_of, steps


@page("home/setting_up.html", may=Permission.MANAGE_MEMBERS)
def setting_up(request: Request) -> Response:
    """Each step with how far it has come; the next one stands out."""
    every = steps(counted(request.viewer.today))
    counting = [each for each in every if each.done is not None]
    return request.show(
        steps=every, next=next_of(every), done=sum(bool(each.done) for each in counting), all=len(counting)
    )
