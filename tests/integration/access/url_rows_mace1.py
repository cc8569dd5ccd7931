"""Who may open which address of requests and of the tracker, written by hand from the spec (SHA-2, M1-2, M1-8).

The scene's chair decides about children who are discussed in their own series, and asked about them (`marked_mace1`).
"""

from tests.integration.access.url_rows import CHILDREN, NOBODY, Row, child

CHAIRS = frozenset({"chair", "elsewhere"})


def of_request(**others: object) -> Row:
    """What the chair of the series does about a request, or whoever asked, who is the chair here."""
    return Row(CHAIRS, CHAIRS, of="put to the chair", **others)  # type: ignore[arg-type]


def of_template(**others: object) -> Row:
    """A template that somebody of the agency presents which everybody here is of: whoever sees the child writes in it."""
    return Row(CHILDREN, CHILDREN, of="template", **others)  # type: ignore[arg-type]


ROWS: dict[str, Row] = {
    "mace1:tracker": Row(CHILDREN),
    "mace1:save_view": Row(CHILDREN, CHILDREN),
    "mace1:forget_view": Row(NOBODY, CHILDREN, of="saved view", post=302),
    "mace1:proposals": Row(CHAIRS | {"support"}, of="mace1"),
    "mace1:case": child(CHILDREN),
    "mace1:template": of_template(post=302),
    "mace1:save_template": of_template(get=302, post=422),
    "mace1:template_to_word": of_template(),
    "mace1:template_from_word": of_template(),
    "mace1:ask": child(CHILDREN, CHILDREN),
    "mace1:request": child(CHILDREN),
    "mace1:decide": of_request(),
    "mace1:accept": of_request(get=302, post=302),
    "mace1:take_back": of_request(post=302),
    "mace1:dissent_request": of_request(post=200),
    "mace1:defer": Row(CHAIRS, CHAIRS, of="put off"),
}
