"""Who may open a paper: the agency's protocol stands, and the person accepted the statement as it is today (PAR-6, SHA-3)."""

from hashlib import sha256

from lantern.organisation.rules.protocol import Protocol

WITHOUT = "so it receives no papers and none of its people attend."
NO_PROTOCOL = {
    Protocol.UNSIGNED: f"Your agency has not signed the sharing protocol, {WITHOUT}",
    Protocol.EXPIRED: f"Your agency’s sharing protocol has expired, {WITHOUT}",
}
NOT_ACCEPTED = "Accept the information sharing statement before you open papers."


def digest(statement: str) -> str:
    """What tells one wording of the statement from another."""
    return sha256(statement.strip().encode()).hexdigest()


def against_papers(protocol: Protocol, *, accepted: bool) -> str:
    """Why somebody opens no paper, or ""; the protocol comes first, since without it there is nothing to accept."""
    return NO_PROTOCOL.get(protocol) or ("" if accepted else NOT_ACCEPTED)
