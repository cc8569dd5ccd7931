"""What a page of sections sends, and what it is answered: a section by itself from the script, or the form as a whole."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.http import JsonResponse

from lantern.access.page import Request, Response
from lantern.children.rules.refusals import NotAllowed
from lantern.writing.actions import Kept
from lantern.writing.rules import Result, Typed

CANNOT = "This section cannot be written."
NO_ANSWER = "That is not one of the answers to this question."


@dataclass
class Sent:
    """What became of a whole form: what was refused and why, by slug, and whether somebody else wrote meanwhile."""

    refused: dict[str, tuple[Typed, str]] = field(default_factory=dict)
    clashed: bool = False

    @property
    def reasons(self) -> str:
        """Why something was refused, each reason once."""
        return " ".join(dict.fromkeys(reason for _, reason in self.refused.values()))

    @property
    def typed(self) -> dict[str, Typed]:
        """What was refused as it was typed, by slug."""
        return {slug: typed for slug, (typed, _) in self.refused.items()}


def typed_in(request: Request, text: str, base: str) -> Typed:
    """What the fields `text` and `base` hold."""
    return Typed(
        clean(request.POST.get(text, "")),
        _number(request.POST.get(base)),
        str(request.member.pk),
        clean(request.POST.get("editing", ""))[:40],
    )


def save_one(request: Request, save: Callable[[Typed], Kept], names: Callable[[], dict[str, str]]) -> Response:
    """Save one section that the page's script sent; answers what became of it and what stands now."""
    try:
        kept = save(typed_in(request, "text", "base"))
    except NotAllowed as refusal:
        return JsonResponse({"refused": refusal.reason}, status=422)
    told = {"result": kept.result.value, "version": kept.now.version}
    if kept.result is Result.BESIDE:
        told |= {"text": kept.now.text, "by": names().get(kept.now.by, "")}
    return JsonResponse(told, status=202 if kept.result is Result.BESIDE else 201)


def refuse() -> Response:
    """The script's answer where there is no such section, or the viewer may not write."""
    return JsonResponse({"refused": CANNOT}, status=403)


def save_all(request: Request, slugs: Collection[str], save: Callable[[str, Typed], Kept]) -> Sent:
    """Save what the form holds, section by section."""
    sent = Sent()
    for slug in slugs:
        if slug not in request.POST:
            continue
        typed = typed_in(request, slug, f"{slug}-base")
        try:
            sent.clashed |= save(slug, typed).result is Result.BESIDE
        except NotAllowed as refusal:
            sent.refused[slug] = typed, refusal.reason
    return sent


def clean(text: str) -> str:
    """One kind of line end, no null, nothing around it."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
