"""Postcodes by file (PAR-2)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.exchange.actions.reference import import_postcodes
from lantern.exchange.actions.unusable import UnusableFile
from lantern.exchange.forms.setting_up import PostcodesForm
from lantern.organisation.models import Member
from lantern.organisation.queries import postcodes_known


@page("exchange/postcodes.html", may=Permission.MANAGE_AREAS, writes=True)
def postcodes(request: Request) -> Response:
    """Send a file of postcodes: all of it is taken in, or nothing and the reason said."""
    form = PostcodesForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            count = _take(form.cleaned_data["upload"], request.member, request)
        except UnusableFile as fault:
            form.add_error("upload", str(fault))
        else:
            known = postcodes_known()
            outside = f" {known.without_area:,} lie in none of your districts." if known.without_area else ""
            return request.go("exchange:postcodes", said=f"{count:,} postcodes taken in.{outside}")
    known = postcodes_known()
    return request.show(form=form, known=known, number=f"{known.known:,}", outside=f"{known.without_area:,}")


def _take(upload: UploadedFile, by: Member, request: Request) -> int:
    with TemporaryDirectory(prefix="lantern-") as folder:
        path = Path(folder) / "postcodes"
        with path.open("wb") as written:
            written.writelines(upload.chunks())
        return import_postcodes(path=path, by=by, at=request.now)
