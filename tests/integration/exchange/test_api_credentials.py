"""PAR-1, PAR-6, SHA-6: who is let in by a credential, and that nobody is let in by anything else."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from lantern.exchange.models import Delivery, ReceivedFile
from lantern.exchange.views.api import limits
from lantern.organisation import actions
from lantern.organisation.actions.agency import AgencyDetails
from lantern.organisation.credentials import credential_shown
from lantern.organisation.models import Agency, Credential
from lantern.organisation.rules.credential import new_secret
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role, Scope
from lantern.tenancy.current import set_locally, within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.people import LONG_AGO, a_member, a_partnership, now, signed_in_client
from tests.factories.systems import ME, OUTCOMES, SEND, System, a_notice, a_signed_agency, a_system
from tests.factories.today import today

pytestmark = pytest.mark.django_db
ADDRESSES = (("GET", ME), ("POST", SEND), ("GET", f"{OUTCOMES}{UUID(int=7)}"), ("GET", "/api/v1/openapi.json"))
PLACES = (*ADDRESSES, ("GET", "/api/v1/"), ("POST", "/api/v1/children"))


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def police(here: Partnership) -> System:
    return a_system(here)


@action
def put(*, record: Any, values: dict[str, object], by: None = None, at: object = None) -> None:
    """As it would stand some day."""
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def entries(here: Partnership, **wanted: object) -> list[Entry]:
    with within(here.pk):
        return list(Entry.objects.filter(**wanted).order_by("id"))


def is_problem(answer: Any, status: int, name: str) -> bool:
    """Whether it is that problem, whole, and kept by nobody."""
    said = answer.json()
    return (
        answer.status_code == status == said["status"]
        and answer["Content-Type"] == "application/problem+json"
        and answer["Cache-Control"] == "no-store"
        and said["type"] == f"/api/#{name}"
        and set(said) == {"type", "title", "status", "detail", "errors"}
    )


def test_a_system_is_told_who_it_is(here: Partnership, police: System) -> None:
    """PAR-6: agency, protocol, how long; and the call stands on the trail with the credential."""
    answer = police.me()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    said = answer.json()
    assert said["partnership"] == "Fictional"
    assert (said["credential"], said["prefix"]) == ("Control room", police.credential.prefix)
    assert (said["protocol"], said["source"], said["scopes"]) == ("signed", "police", ["episodes", "read", "send"])
    (entry,) = entries(here, what="exchange.api_asked")
    assert (entry.credential_id, entry.member_id) == (police.credential.pk, None)
    assert entry.origin == "127.0.0.1"


@pytest.mark.parametrize(("method", "address"), PLACES)
@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic {secret}",
        "Bearer {other}",
        "Bearer {secret}x",
        "{secret}",
        "Bearer {prefix}",
        "Bearer é",
    ],
)
def test_nothing_but_the_secret_lets_anybody_in(police: System, method: str, address: str, header: str) -> None:
    """PAR-1: the same words to everybody who is not known."""
    said = header.format(secret=police.secret, other=new_secret().text, prefix=police.credential.prefix)
    answer = Client().generic(method, address, b"{}", content_type="application/json", headers={"Authorization": said})
    assert is_problem(answer, 401, "not-known")
    assert answer["WWW-Authenticate"] == 'Bearer realm="Lantern"'


@pytest.mark.parametrize("role", Role)
def test_no_members_session_opens_it(here: Partnership, role: Role) -> None:
    """SHA-2: a person of any role is nobody here, also with the token of a form."""
    client = signed_in_client(a_member(here, role))
    for method, address in PLACES:
        answer = client.generic(method, address, b"{}", content_type="application/json", headers={"X-CSRFToken": "x"})
        assert is_problem(answer, 401, "not-known"), f"{method} {address}"
        assert not answer.cookies


def test_no_cookie_is_read_or_set(here: Partnership, police: System) -> None:
    """security.md 5: a call with somebody's cookies is the system's call alone; the session is not even looked up."""
    police.client = signed_in_client(a_member(here, Role.ADMINISTRATOR))
    with CaptureSessions() as sessions:
        answer = police.send([a_notice()])
    assert answer.status_code == 200
    assert not answer.cookies
    assert sessions.queries == []
    (entry,) = entries(here, what="exchange.file_received")
    assert (entry.credential_id, entry.member_id) == (police.credential.pk, None)


class CaptureSessions:
    """Queries of the table of sessions."""

    def __enter__(self) -> "CaptureSessions":
        self.queries: list[str] = []
        self._around = connection.execute_wrapper(self._note)
        self._around.__enter__()
        return self

    def __exit__(self, *fault: Any) -> None:
        self._around.__exit__(*fault)

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "session" in sql.lower():
            self.queries.append(sql)
        return execute(sql, params, many, context)


def test_the_secret_is_kept_nowhere(here: Partnership, police: System) -> None:
    """security.md 5: neither in its row nor on the trail."""
    part = police.secret.split("_", 2)[2]  # which may hold that letter itself
    with within(here.pk), connection.cursor() as cursor:
        for table in ("organisation_credential", "trail_entry", "exchange_delivery"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{part}%"])
            assert cursor.fetchone() == (0,)


def test_an_expired_credential_is_told_so_to_its_holder(here: Partnership, police: System) -> None:
    """The last day itself still counts; the refusal is on the trail (SHA-6)."""
    this_day = today()
    with within(here.pk):
        put(record=police.credential, values={"expires_on": this_day})
    assert police.me().status_code == 200
    with within(here.pk):
        put(record=police.credential, values={"expires_on": this_day - timedelta(days=1)})
    answer = police.me()
    assert is_problem(answer, 401, "credential-ended")
    assert "expired on" in answer.json()["detail"]
    assert [each.credential_id for each in entries(here, what="exchange.api_refused")] == [police.credential.pk]


def test_a_revoked_credential_ends_at_once(here: Partnership, police: System) -> None:
    """security.md 5: from the next call on, for everything."""
    with within(here.pk):
        actions.revoke_credential(credential=police.credential, by=police.credential.made_by, at=now())
    for answer in (police.me(), police.send([a_notice()]), police.outcomes(uuid4())):
        assert is_problem(answer, 401, "credential-ended")
        assert "revoked" in answer.json()["detail"]
    with within(here.pk):
        assert not ReceivedFile.objects.exists()


@pytest.mark.parametrize(("signed", "expires"), [(None, None), (LONG_AGO, LONG_AGO + timedelta(days=365))])
def test_without_a_current_protocol_nothing_is_received_or_given_out(
    here: Partnership, police: System, signed: Any, expires: Any
) -> None:
    """PAR-6: refused with the reason; who it is it may still ask."""
    batch = police.send([a_notice()]).json()["batch"]
    with within(here.pk):
        agency = Agency.objects.get(pk=police.credential.agency_id)
        details = AgencyDetails(
            name=agency.name, kind=agency.kind, protocol_signed_on=signed, protocol_expires_on=expires
        )
        actions.change_agency(agency=agency, details=details, by=None, at=now())
    for answer in (police.send([a_notice("EX/2")]), police.outcomes(batch)):
        assert is_problem(answer, 403, "no-protocol")
        assert "sharing protocol is" in answer.json()["detail"]
    assert police.me().json()["protocol"] == ("expired" if signed else "not signed")
    with within(here.pk):
        assert ReceivedFile.objects.count() == 1
    assert len(entries(here, what="exchange.api_refused")) == 2


def test_no_credential_is_made_without_a_current_protocol(here: Partnership) -> None:
    """PAR-6."""
    ended = a_signed_agency(here, expires=LONG_AGO + timedelta(days=365))
    with pytest.raises(NotAllowed, match="protocol is expired"):
        a_system(here, agency=ended)
    with pytest.raises(NotAllowed, match="within a year"):
        a_system(here, days=400)


@pytest.mark.parametrize("scope", Scope)
def test_a_credential_may_do_what_was_chosen_for_it(here: Partnership, scope: Scope) -> None:
    """SHA-2: nothing else, and the answer says what it lacks."""
    police = a_system(here, scopes=[scope])
    sent, read = police.send([a_notice()]), police.outcomes(uuid4())
    assert sent.status_code == (200 if scope is Scope.SEND else 403)
    assert read.status_code == (404 if scope is Scope.READ else 403)
    refused = read if scope is Scope.SEND else sent
    assert is_problem(refused, 403, "not-allowed")
    assert "may not" in refused.json()["detail"]


def test_the_wall_shows_a_credential_to_who_holds_its_secret_alone(here: Partnership, police: System) -> None:
    """PAR-1: before any partnership is current nothing is read; the digest opens one row, to read, and no longer."""
    other = a_system(a_partnership("Elsewhere"))
    assert not Credential.objects.exists()
    for shown in ("", "x", police.credential.prefix, "%", police.secret):
        with transaction.atomic():
            set_locally("lantern.credential", shown)
            assert not Credential.objects.exists(), shown
            set_locally("lantern.credential", "")
    with transaction.atomic():
        set_locally("lantern.credential", police.credential.digest)
        assert [each.pk for each in Credential.objects.all()] == [police.credential.pk]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organisation_credential SET name = 'taken'")
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM organisation_credential")
            assert cursor.rowcount == 0
        assert not Agency.objects.exists(), "nothing else is opened by it"
        set_locally("lantern.credential", "")
    found = credential_shown(other.secret)
    assert found is not None
    assert found.pk == other.credential.pk
    assert not Credential.objects.exists(), "the gap is closed again"


def test_two_partnerships_are_found_by_their_credentials(here: Partnership, police: System) -> None:
    """PAR-1: the same message in both is two; neither reads the other's batch."""
    elsewhere = a_partnership("Elsewhere")
    other = a_system(elsewhere)
    batches = [each.send([a_notice()]).json()["batch"] for each in (police, other)]
    assert police.me().json()["partnership"] == "Fictional"
    assert other.me().json()["partnership"] == "Elsewhere"
    unknown = police.outcomes(uuid4())
    assert police.outcomes(batches[1]).content == unknown.content
    assert unknown.status_code == 404
    for partnership, batch in zip((here, elsewhere), batches, strict=True):
        with within(partnership.pk):
            assert [str(each.file_id) for each in Delivery.objects.all()] == [batch]


def test_another_agencys_batch_is_as_if_it_did_not_exist(here: Partnership, police: System) -> None:
    """SHA-2; a second system of the same agency may read it."""
    batch = police.send([a_notice()]).json()["batch"]
    stranger = a_system(here, source="elsewhere police")
    with within(here.pk):
        agency = Agency.objects.get(pk=police.credential.agency_id)
    second = a_system(here, agency=agency, scopes=[Scope.READ])
    assert stranger.outcomes(batch).content == stranger.outcomes(uuid4()).content
    assert second.outcomes(batch).json() == police.outcomes(batch).json()


def test_use_is_kept_to_the_hour(here: Partnership, police: System) -> None:
    """So that a credential nobody uses can be told, without a write a call."""

    def used() -> Any:
        with within(here.pk):
            return Credential.objects.get(pk=police.credential.pk).used_at

    assert used() is None
    police.me()
    first = used()
    police.me()
    assert used() == first is not None
    with within(here.pk):
        put(record=Credential.objects.get(pk=police.credential.pk), values={"used_at": now() - timedelta(hours=2)})
    police.me()
    assert used() > first - timedelta(minutes=1)


def test_calls_of_a_credential_are_limited(here: Partnership, police: System, settings: Any) -> None:
    """security.md 11: over so many a minute it waits; another credential does not."""
    settings.API_CALLS_A_MINUTE = 3
    other = a_system(here)
    answers = [police.me() for _ in range(4)]
    if answers[-1].status_code == 200:  # a new minute began in between
        answers = [police.me() for _ in range(4)]
    assert is_problem(answers[-1], 429, "too-often")
    assert 1 <= int(answers[-1]["Retry-After"]) <= limits.MINUTE
    assert other.me().status_code == 200


def test_failures_from_an_address_are_limited_and_hold_nobody_up(police: System, settings: Any) -> None:
    """security.md 5: guessing is slow; whoever is known from the same address is answered."""
    wrong = {"Authorization": f"Bearer {new_secret().text}"}
    for _ in range(2 * limits.MOST_FAILURES + 2):
        answer = Client().get(ME, headers=wrong)
    assert is_problem(answer, 429, "too-often")
    assert police.me().status_code == 200
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert is_problem(Client(REMOTE_ADDR="192.0.2.7").get(ME, headers=wrong), 401, "not-known")


@pytest.mark.parametrize(("proxies", "sent"), [(0, {"REMOTE_ADDR": ""}), (2, {"HTTP_X_FORWARDED_FOR": "192.0.2.1"})])
def test_a_call_from_nowhere_is_no_fault(police: System, settings: Any, proxies: int, sent: dict[str, str]) -> None:
    """security.md 11: past the proxies that are believed, or without an address."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    police.client = Client(**sent)  # type: ignore[arg-type]
    assert is_problem(police.me(), 400, "not-json")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND"])
def test_any_other_method_is_answered(police: System, method: str) -> None:
    """security.md 11: a problem, and the methods there are."""
    for _, address in PLACES[:3]:
        answer = police.client.generic(method, address, headers=police.headers)
        assert answer.status_code == 405
        assert answer["Allow"] in ("GET", "POST")
        assert method == "HEAD" or is_problem(answer, 405, "method")


def test_every_other_address_is_a_problem_too(police: System) -> None:
    for address in ("/api/v1/", "/api/v1/children", "/api/v1/notifications/x", "/api/v1/me/", f"{OUTCOMES}%00"):
        for method in ("GET", "POST", "DELETE"):
            answer = police.client.generic(method, address, headers=police.headers)
            assert is_problem(answer, 404, "not-found"), address


def test_the_document_is_given_to_who_is_known(police: System) -> None:
    answer = police.client.get("/api/v1/openapi.json", headers=police.headers)
    assert json.loads(answer.content)["openapi"].startswith("3.1")


def test_a_fault_of_ours_says_nothing_and_leaves_nothing(
    here: Partnership, police: System, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """security.md 11: a reference, which stands in the log; what was received stays, and the call can be sent again."""

    def breaks(**_: object) -> None:
        raise RuntimeError("Rowan Example")

    with monkeypatch.context() as broken:
        broken.setattr("lantern.exchange.actions.delivering.finish", breaks)
        answer = police.send([a_notice()], key="the-same-key")
    assert is_problem(answer, 500, "fault")
    assert "Rowan" not in answer.content.decode()
    reference = answer.json()["detail"].rsplit(" ", 1)[1].rstrip(".")
    assert reference in caplog.text
    with within(here.pk):
        assert ReceivedFile.objects.get().rows.count() == 1
    again = police.send([a_notice()], key="the-same-key")
    assert again.json()["outcomes"][0]["outcome"] == "opened"
