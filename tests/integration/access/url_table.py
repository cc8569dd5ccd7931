"""Who may open which address and who may post there, written by hand from the spec, never derived from the code (SHA-2).

`opens` and `posts` name actors of the scene: the twelve roles, `county` and `elsewhere` (coordinators of the whole of one
partnership or the other). Which records they reach is in the scene's `sees`; here stands what a role may do with a record
that it reaches. `posts=None`: nothing is written there, and POST is answered 405.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lantern.timekeeping.periods import ReturnYear
from tests.integration.access.scene import INSIDE

COORDINATORS = frozenset({"coordinator", "county", "elsewhere"})
WHOLE = frozenset({"county", "elsewhere"})
POLICE = COORDINATORS | {"liaison", "triage"}
SOCIAL_WORK = frozenset({"worker", "manager"})
CASEWORK = POLICE | SOCIAL_WORK | {"chat"}
CHILDREN = CASEWORK | {"chair", "support", "health"}
CHATS = COORDINATORS | SOCIAL_WORK | {"liaison", "chat"}
MISSING = CASEWORK | {"analyst"}
REPORTS = POLICE | SOCIAL_WORK
ANSWERS = COORDINATORS | SOCIAL_WORK | {"liaison"}
EDITS = COORDINATORS | SOCIAL_WORK
TAKES = COORDINATORS | {"liaison", "analyst"}
EXPLOITATION = CASEWORK | {"chair", "health"}
ASSESSES = ANSWERS
SIGNS = COORDINATORS | {"manager"}
LOOKS = POLICE | {"manager"}
WAIVES = COORDINATORS | {"liaison"}
DUTY = COORDINATORS | {"liaison"}
MANAGES = frozenset({"administrator"})
ARRANGES = COORDINATORS | {"administrator"}
PERSONS = REPORTS | {"chair"}
GOVERNS = frozenset({"governance"})
ANY_ROLE = INSIDE - {"former"}
NOBODY: frozenset[str] = frozenset()
THIS_YEAR = str(ReturnYear.of(date.today()))  # noqa: DTZ011


@dataclass(frozen=True)
class Row:
    """One address. `of` is the kind of record in it, whose arguments fill the address, `query` and `body`.

    `get` and `post` are the answers to those who may; `hidden` the answer about a record that is out of sight.
    """

    opens: frozenset[str]
    posts: frozenset[str] | None = None
    of: str = ""
    get: int = 200
    post: int = 200
    hidden: int = 404
    query: str = ""
    body: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)

    def answer(self, method: str) -> int:
        """The answer to those who may."""
        return self.get if method == "GET" else self.post


def child(opens: frozenset[str], posts: frozenset[str] | None = None, **others: object) -> Row:
    """A page about a child, or about a record of a child."""
    return Row(opens, posts, of="child", **others)  # type: ignore[arg-type]


TABLE: dict[str, Row] = {
    "home:my_work": Row(INSIDE),
    "home:briefing": Row(INSIDE),
    # setting up
    "home:setting_up": Row(MANAGES),
    "exchange:boundaries": Row(MANAGES, MANAGES),
    "exchange:boundaries_read": Row(MANAGES, MANAGES, of="boundaries", post=302),
    "exchange:boundaries_shapes": Row(MANAGES, of="boundaries"),
    "exchange:postcodes": Row(MANAGES, MANAGES),
    "exchange:people": Row(MANAGES, MANAGES),
    "exchange:people_example": Row(MANAGES),
    "exchange:people_read": Row(MANAGES, MANAGES, of="list of people", post=302),
    # people, agencies, areas, the arrangement
    "access:focus": Row(NOBODY, INSIDE, of="area", post=302),
    "access:people": Row(ANY_ROLE),
    "access:new_member": Row(MANAGES, MANAGES),
    "access:member": Row(ANY_ROLE, of="member"),
    "access:give_role": Row(MANAGES, MANAGES, of="member"),
    "access:end_role": Row(NOBODY, MANAGES, of="role", post=302),
    "access:invite": Row(NOBODY, MANAGES, of="guest", post=302),
    "access:remove_member": Row(MANAGES, MANAGES, of="member", post=302),
    "access:end_member_sessions": Row(NOBODY, MANAGES, of="member", post=302),
    "access:reset_second_factor": Row(MANAGES, MANAGES, of="member", post=302),
    "access:agencies": Row(ANY_ROLE),
    "access:new_agency": Row(MANAGES, MANAGES),
    "access:change_agency": Row(MANAGES, MANAGES, of="agency"),
    "access:agency_sign_in": Row(MANAGES, MANAGES, of="agency"),
    "access:test_agency_sign_in": Row(NOBODY, MANAGES, of="agency", post=302),
    "access:end_agency_sign_in": Row(MANAGES, MANAGES, of="agency", post=302),
    "access:systems": Row(ANY_ROLE, of="agency"),
    "access:new_system": Row(MANAGES, MANAGES, of="agency"),
    "access:revoke_system": Row(MANAGES, MANAGES, of="credential", post=302),
    "access:roles": Row(ANY_ROLE),
    "access:areas": Row(ANY_ROLE),
    "access:shapes": Row(ANY_ROLE, of="geography", hidden=200),
    "access:arrangement": Row(ANY_ROLE),
    "access:arrangement_version": Row(ANY_ROLE, arguments={"number": "1"}),
    "access:arrangement_history": Row(ANY_ROLE),
    "access:compare_arrangements": Row(ANY_ROLE),
    "access:change_arrangement": Row(ARRANGES, ARRANGES, arguments={"part": "clocks"}),
    "access:withdraw_arrangement": Row(ARRANGES, ARRANGES, arguments={"number": "1"}),
    "missing:owed_under": Row(CHILDREN, arguments={"number": "1"}),
    # what is owed
    "obligations:owed": Row(CHILDREN),
    "obligations:calendar": Row(CHILDREN),
    "obligations:week": Row(CHILDREN),
    "obligations:hand_over": child(WAIVES, WAIVES, query="owed={obligation}", body="owed={obligation}", hidden=302),
    "obligations:waive": child(WAIVES, WAIVES),
    "obligations:owed_again": child(WAIVES, WAIVES, get=302, post=302),
    # who is missing
    "missing:now": Row(MISSING),
    "missing:board": Row(MISSING),
    "missing:areas": Row(MISSING),
    "missing:report": child(REPORTS, REPORTS, query="child={child}"),
    "missing:episodes": Row(MISSING),
    "missing:episode": child(MISSING),
    "missing:profile": child(CASEWORK),
    "missing:edit_profile": child(EDITS, EDITS),
    "missing:check_profile": child(EDITS, EDITS, get=302),
    "missing:profile_then": child(CASEWORK),
    "missing:grade": child(POLICE, POLICE),
    "missing:return": child(REPORTS, REPORTS),
    "missing:correct": child(REPORTS, REPORTS),
    "missing:change_kind": child(REPORTS, REPORTS),
    "missing:split": child(POLICE, POLICE),
    "missing:join": child(POLICE, POLICE),
    "missing:step": child(CASEWORK, CASEWORK, arguments={"kind": "attendance"}),
    "missing:withdraw": child(CASEWORK, CASEWORK, post=302),
    "missing:letters": Row(COORDINATORS, query="show=printed"),
    "missing:print_letters": Row(COORDINATORS, COORDINATORS, get=302),
    "missing:letter_batch": child(COORDINATORS, COORDINATORS),
    "missing:letters_pdf": child(COORDINATORS),
    "missing:letters_word": child(COORDINATORS),
    "missing:undo_posted": child(COORDINATORS, COORDINATORS, get=302, post=302),
    "missing:no_letters": child(COORDINATORS, COORDINATORS),
    "missing:recorded": child(CASEWORK),
    "missing:correct_step": child(CASEWORK, CASEWORK),
    "missing:acknowledge": child(DUTY, DUTY, get=302, post=302),
    "missing:take_back_acknowledgement": child(DUTY, DUTY),
    "missing:handover": Row(DUTY, DUTY),
    "missing:close_note": Row(DUTY, DUTY, of="note", get=302, post=302),
    "missing:common_places": Row(DUTY),
    "missing:rota": Row(MISSING),
    "missing:new_shift": Row(DUTY, DUTY),
    "missing:end_shift": Row(DUTY, DUTY, of="shift", post=302),
    "missing:triggers": Row(MISSING),
    "missing:figures": Row(MISSING),
    "missing:answer": child(ANSWERS, ANSWERS),
    "missing:take_back_answer": child(ANSWERS, ANSWERS),
    # missing chats
    "missing:chat_of": child(CASEWORK, get=302),
    "missing:offer_chat": child(CHATS, CHATS),
    "missing:chat": child(CHATS),
    "missing:chat_record": child(CHATS, CHATS, post=302),
    "missing:save_section": child(CHATS, CHATS, get=302, post=403),
    "missing:chat_names": child(CHATS, CHATS, post=404),
    "network:entity": child(CHATS),
    # persons of concern
    "network:persons": Row(PERSONS),
    "network:orders": Row(PERSONS),
    "network:contexts": Row(PERSONS),
    "network:steps": Row(PERSONS),
    "network:new_context": Row(REPORTS, REPORTS),
    "network:context": Row(PERSONS, of="context"),
    "network:change_context": Row(REPORTS, REPORTS, of="context"),
    "network:assess_context": Row(REPORTS, REPORTS, of="context"),
    "network:turn_context": Row(REPORTS, REPORTS, of="context"),
    "network:guardian": Row(REPORTS, REPORTS, of="context"),
    "network:end_guardian": Row(REPORTS, REPORTS, of="context"),
    "network:step": Row(REPORTS, REPORTS, of="context"),
    "network:finish_step": Row(REPORTS, REPORTS, of="context"),
    "network:context_child": Row(REPORTS, REPORTS, of="context"),
    "network:context_person": Row(REPORTS, REPORTS, of="context"),
    "network:withdraw_in_context": Row(REPORTS, REPORTS, of="tie with a context", arguments={"kind": "child"}),
    "network:end_in_context": Row(REPORTS, REPORTS, of="tie with a context", arguments={"kind": "child"}),
    "network:new_person": Row(REPORTS, REPORTS),
    "network:of_child": child(PERSONS),
    "network:person": child(PERSONS),
    "network:change_person": child(REPORTS, REPORTS),
    "network:turn_person": child(REPORTS, REPORTS),
    "network:say": child(REPORTS, REPORTS),
    "network:tie_child": child(REPORTS, REPORTS, query="child={child}"),
    "network:tie_person": child(REPORTS, REPORTS, query="other={other}"),
    "network:order": child(REPORTS, REPORTS),
    "network:end_order": child(REPORTS, REPORTS),
    "network:breach": child(REPORTS, REPORTS),
    "network:is_child": child(REPORTS, REPORTS, post=404),
    "network:take_back_child": child(REPORTS, REPORTS, get=302, post=302),
    "network:join": child(REPORTS, REPORTS, query="other={other}"),
    "network:part": child(REPORTS, REPORTS, get=302, post=302),
    "network:withdraw": child(REPORTS, REPORTS, arguments={"kind": "statement"}),
    "network:end": child(REPORTS, REPORTS, arguments={"kind": "child-tie"}),
    "missing:chats": Row(CHATS),
    "missing:chat_requests": Row(COORDINATORS),
    "missing:chat_request": Row(COORDINATORS, COORDINATORS, of="chat request"),
    "missing:chat_capacity": Row(COORDINATORS, COORDINATORS, of="member"),
    "missing:ask_for_chat": child(CHILDREN, CHILDREN),
    "missing:asked_about_chat": child(CHILDREN, CHILDREN),
    "missing:allocate_chat": child(COORDINATORS, COORDINATORS),
    "missing:tell_of_chat": child(CHATS, CHATS),
    "missing:acknowledge_chat": child(CHATS, CHATS, get=302, post=302),
    "missing:add_follow_up": child(CHATS, CHATS),
    "missing:finish_follow_up": child(CHATS, CHATS),
    "missing:answer_chat": child(CHATS, CHATS),
    "missing:record_sitting": child(CHATS, CHATS),
    "missing:take_back": child(CHATS, CHATS, post=302, arguments={"kind": "offer"}),
    # the trail, for information governance; one's own home; a page that was printed
    "governance:unusual": Row(GOVERNS),
    "governance:one": Row(GOVERNS, GOVERNS, of="unusual"),
    "governance:watch": Row(NOBODY, GOVERNS, post=302),
    "governance:trail": Row(GOVERNS),
    "governance:export": Row(GOVERNS, GOVERNS),
    "governance:seal": Row(GOVERNS, GOVERNS, post=302),
    "governance:check": Row(NOBODY, GOVERNS),
    "governance:conflicts": Row(GOVERNS),
    "governance:end_conflict": Row(GOVERNS, GOVERNS, of="conflict"),
    "governance:name_anew": Row(GOVERNS, GOVERNS, of="nobody left"),
    "governance:home": Row(INSIDE, INSIDE),
    "governance:withdraw_home": Row(NOBODY, INSIDE, post=302),
    "governance:printed": Row(NOBODY, INSIDE, post=204),
    # children
    "children:search": Row(CHILDREN),
    "children:new": Row(POLICE, POLICE),
    "children:provisional": Row(CHILDREN),
    "children:unplaced": Row(frozenset({"county", "elsewhere"})),
    "children:details": child(EDITS, EDITS),
    "children:alias": child(EDITS, EDITS),
    "children:reference": child(EDITS, EDITS),
    "children:move": child(EDITS, EDITS),
    "children:status": child(EDITS, EDITS),
    "children:placement": child(EDITS, EDITS),
    "children:restrict": child(COORDINATORS, COORDINATORS),
    "children:restricted": Row(CHILDREN, of="restriction"),
    "children:name_person": Row(CHILDREN, CHILDREN, of="restriction"),
    "children:review_restriction": Row(CHILDREN, CHILDREN, of="restriction"),
    "children:take_off": Row(CHILDREN, CHILDREN, of="restriction"),
    "children:conflict": child(CHILDREN, CHILDREN),
    "children:conflict_declared": Row(INSIDE),
    "children:conflict_of_member": Row(MANAGES, MANAGES, of="member"),
    "children:school": child(EDITS, EDITS),
    "children:school_absence": child(EDITS, EDITS),
    "children:end_schooling": child(EDITS, EDITS),
    "children:withdraw_schooling": child(EDITS, EDITS, post=302),
    "children:withdraw_absence": child(EDITS, EDITS, post=302),
    "children:allocate": child(EDITS, EDITS),
    "children:end_work": child(EDITS, EDITS),
    "casefile:overview": child(CHILDREN),
    "casefile:chronology": child(CHILDREN),
    "casefile:picture": child(CHILDREN),
    "casefile:missing": child(CHILDREN),
    "casefile:transfer": child(EDITS, EDITS),
    "casefile:network": child(EXPLOITATION),
    "casefile:genogram": child(EXPLOITATION),
    "casefile:access": child(CHILDREN),
    # the map of a child
    "ecomap:add": child(CHATS, CHATS),
    "ecomap:add_family": child(CHATS, CHATS),
    "ecomap:connect": child(CHATS, CHATS),
    "ecomap:hide": child(CHATS, CHATS, get=302, post=404),
    "ecomap:show": child(CHATS, CHATS, get=302, post=404),
    "ecomap:put": child(CHATS, CHATS, get=302, post=302),
    "ecomap:arrange": child(CHATS, CHATS, get=302, post=302),
    "ecomap:keep": child(CHATS, CHATS),
    "ecomap:versions": child(EXPLOITATION),
    "ecomap:version": child(EXPLOITATION),
    "ecomap:compare": child(EXPLOITATION),
    "ecomap:change": child(CHATS, CHATS),
    "ecomap:take_off": child(CHATS, CHATS, get=302, post=302),
    "ecomap:put_back": child(CHATS, CHATS, get=302, post=302),
    "ecomap:change_tie": child(CHATS, CHATS),
    "ecomap:take_off_tie": child(CHATS, CHATS, get=302, post=302),
    "ecomap:put_back_tie": child(CHATS, CHATS, get=302, post=302),
    "casefile:exploitation": child(EXPLOITATION),
    # concerns and assessments
    "exploitation:levels": Row(EXPLOITATION),
    "exploitation:concerns": Row(LOOKS),
    "exploitation:raise": Row(ANY_ROLE, ANY_ROLE),
    "exploitation:concern": child(EXPLOITATION),
    "exploitation:decide": child(LOOKS, LOOKS),
    "exploitation:step": child(EXPLOITATION, EXPLOITATION, arguments={"which": "strategy"}),
    "exploitation:acknowledge": child(EXPLOITATION, EXPLOITATION),
    "exploitation:withdraw_step": child(EXPLOITATION, EXPLOITATION, post=302),
    "exploitation:assess": child(ASSESSES, ASSESSES),
    "exploitation:end": child(ASSESSES, ASSESSES),
    "exploitation:record": child(ASSESSES, ASSESSES, arguments={"what": "type"}),
    "exploitation:mechanism": child(EXPLOITATION, ASSESSES),
    "exploitation:take_back": child(ASSESSES, ASSESSES, post=302, arguments={"what": "mechanism"}),
    "exploitation:assessment": child(EXPLOITATION),
    "exploitation:write": child(ASSESSES, ASSESSES, post=302),
    "exploitation:save_section": child(ASSESSES, ASSESSES, get=302, post=403),
    "exploitation:known": child(EXPLOITATION),
    "exploitation:finish": child(ASSESSES, ASSESSES),
    "exploitation:give_up": child(ASSESSES, ASSESSES),
    "exploitation:sign": child(SIGNS, SIGNS),
    # files that come in and go out
    "exchange:notifications": Row(POLICE, POLICE),
    "exchange:file": Row(POLICE, of="file"),
    "exchange:go_on": Row(POLICE, POLICE, of="file", get=302, post=302),
    "exchange:outcomes": Row(POLICE, POLICE, of="file", get=302),
    "exchange:lists": Row(WHOLE, WHOLE),
    "exchange:sources": Row(POLICE),
    "exchange:source": Row(POLICE, POLICE, of="source"),
    "exchange:mapping": Row(POLICE, POLICE, of="unread"),
    "exchange:discard": Row(POLICE, POLICE, of="unread", get=302, post=302),
    "exchange:queue": Row(POLICE),
    "exchange:incident": Row(POLICE, POLICE, of="waiting", post=302, body="is_new=1"),
    "exchange:set_aside": child(POLICE, POLICE),
    "exchange:decisions": Row(POLICE),
    "exchange:undo": child(POLICE, POLICE, get=302, post=302),
    "exchange:doubles": Row(POLICE),
    "exchange:double": Row(POLICE, POLICE, of="pair", post=302, body="apart=1"),
    "exchange:merges": Row(POLICE),
    "exchange:unmerge": Row(POLICE, POLICE, of="merge", get=302, post=302),
    "exchange:untell_apart": Row(POLICE, POLICE, of="told apart", get=302, post=302),
    "exchange:api_page": Row(ANY_ROLE),
    "exchange:api_document": Row(ANY_ROLE),
    "exchange:take_out": Row(TAKES, TAKES, arguments={"listed": "episodes"}),
    "exchange:inspection": Row(COORDINATORS),
    "exchange:take_out_inspection": Row(COORDINATORS, COORDINATORS),
    "exchange:looked_after": Row(COORDINATORS),
    "exchange:looked_after_download": Row(
        COORDINATORS, frozenset({"county", "elsewhere"}), get=302, body="year={year}", arguments={"year": THIS_YEAR}
    ),
}


NO_ID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Open:
    """An address before any partnership: the answers to somebody who is not signed in; whoever is may open it too."""

    get: int
    post: int
    arguments: Mapping[str, str] = field(default_factory=dict)


OPEN: dict[str, Open] = {
    "account_login": Open(200, 200),
    "account_logout": Open(302, 302),
    "account_inactive": Open(200, 405),
    "account_signup": Open(200, 405),
    "account_reauthenticate": Open(302, 302),
    "account_change_password": Open(302, 302),
    "account_set_password": Open(302, 302),
    "account_reset_password": Open(200, 200),
    "account_reset_password_done": Open(200, 405),
    "account_reset_password_from_key": Open(200, 200, {"uidb36": "1", "key": "set-password"}),
    "account_reset_password_from_key_done": Open(200, 405),
    "mfa_index": Open(302, 302),
    "mfa_authenticate": Open(302, 302),
    "mfa_reauthenticate": Open(302, 302),
    "mfa_activate_totp": Open(302, 302),
    "mfa_deactivate_totp": Open(302, 302),
    "mfa_view_recovery_codes": Open(302, 302),
    "mfa_generate_recovery_codes": Open(302, 302),
    "mfa_login_webauthn": Open(302, 302),
    "mfa_list_webauthn": Open(302, 302),
    "mfa_add_webauthn": Open(302, 302),
    "mfa_reauthenticate_webauthn": Open(302, 302),
    "mfa_edit_webauthn": Open(302, 302, {"pk": "1"}),
    "mfa_remove_webauthn": Open(302, 302, {"pk": "1"}),
    "account_look_into_mailbox": Open(302, 302),
    "account_new_factor": Open(404, 405, {"reset_id": NO_ID, "secret": "no-such-secret"}),
    "account_sessions": Open(302, 302),
    "account_end_session": Open(302, 302, {"handle": "0"}),
    "account_end_other_sessions": Open(302, 302),
    "organisation:agency_sign_in": Open(404, 405, {"partnership_id": NO_ID, "agency_id": NO_ID}),
    "organisation:agency_sign_in_back": Open(404, 405, {"partnership_id": NO_ID, "agency_id": NO_ID}),
    "access:partnership": Open(302, 302),
    "organisation:invitation": Open(
        404, 404, {"partnership_id": "00000000-0000-4000-8000-000000000000", "secret": "no-such-secret"}
    ),
    "missing:ask_anywhere": Open(200, 405),
    "missing:ask": Open(302, 302, {"partnership_id": NO_ID}),
    "missing:asked": Open(200, 405, {"partnership_id": NO_ID}),
    # systems alone, by their credential (tests/integration/exchange/test_api_credentials.py); everybody else is nobody
    "exchange:api:send": Open(405, 401),
    "exchange:api:outcomes": Open(401, 405, {"batch": "00000000-0000-4000-8000-000000000000"}),
    "exchange:api:me": Open(401, 405),
    "exchange:api:episodes": Open(401, 405),
    "exchange:api:document": Open(401, 405),
    "exchange:api:nothing": Open(401, 401),
    "exchange:api:api-root": Open(401, 401),
    "exchange:api:unknown": Open(401, 401, {"rest": "children"}),
}
"""Addresses that need no member."""

NOT_HERE = frozenset({"demo:choose", "demo:sign_in", "design:gallery", "design:places"})
"""Addresses that exist in a demonstration or while debugging, and never where real records are."""
