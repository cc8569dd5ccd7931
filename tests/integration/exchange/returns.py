"""Folders of invented returns, and what the record holds of a child of one."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import UUIDField

from lantern.children.models import Child, ChildReference
from lantern.children.vocabulary import ReferenceSystem
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.missing.models import Incident, Message
from lantern.trail.models import Entry

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END"


def a_return(
    folder: Path,
    *,
    header: list[str] | None = None,
    episodes: list[str] | None = None,
    missing: list[str] | None = None,
) -> Path:
    """A folder with the tables given; rows as in the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns, rows in (
        ("header", HEADER, header),
        ("episodes", EPISODES, episodes),
        ("missing", MISSING, missing),
    ):
        if rows is not None:
            (folder / f"{name}.csv").write_text("\r\n".join([columns, *rows, ""]), encoding="utf-8")
    return folder


def a_child_row(number: str = "101", born: str = "01/06/2011", upn: str = "A123456789012") -> str:
    return f"{number},2,{born},WBRI,{upn},,"


def a_care_row(number: str = "101", start: str = "01/05/2024", end: str = "", because: str = "") -> str:
    return f"{number},{start},S,C2,N1,U4,PR1,{end},{because},,X1 1AA,X2 2BB,"


def a_missing_row(
    number: str = "101", kind: str = "M", start: str = "03/06/2024", end: str = "05/06/2024", born: str = "01/06/2011"
) -> str:
    return f"{number},{born},{kind},{start},{end}"


def numbered(number: str) -> Child:
    """The child with that number in the return."""
    return ChildReference.objects.get(system=ReferenceSystem.RETURN, value=number).child


def rows_of(name: str) -> list[ReceivedRow]:
    return list(ReceivedRow.objects.filter(file__name=name).select_related("message__incident").order_by("number"))


def everything() -> dict[str, list[str]]:
    """All that the partnership holds, without ids, times of writing and trail: two ways to the same end compare equal."""
    left_out = ("created_at", "received_at", "finished_at")
    found: dict[str, list[str]] = {}
    for model in apps.get_models():
        if not hasattr(model, "partnership_id") or model is Entry or "Event" in model.__name__:
            continue
        plain = (f for f in model._meta.concrete_fields if not f.is_relation and not isinstance(f, UUIDField))
        fields = [f.attname for f in plain if f.name not in left_out]
        found[model._meta.label] = sorted(map(repr, model._default_manager.values_list(*fields)))
    links = Incident.objects.values_list("reference", "child__references__value")
    rows = ReceivedRow.objects.values_list("file__name", "number", "message__fingerprint")
    return found | {"links": sorted(map(repr, links)), "rows": sorted(map(repr, rows))}


def ids() -> set[Any]:
    """The ids of everything but the trail."""
    return {
        pk
        for model in (Child, Incident, Message, ReceivedFile, ReceivedRow)
        for pk in model.objects.values_list("pk", flat=True)
    }
