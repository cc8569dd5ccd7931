"""A batch of messages that an agency's system delivered, and the answer it was given (MIS-3)."""

from django.db import models

from lantern.exchange.models.received import ReceivedFile
from lantern.organisation.models import Credential
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Delivery(Recorded):
    """One call that brought messages. `file` holds its rows, as of a file that came in.

    `key` is the caller's own name for the call and `digest` the SHA-256 of what it said: the same again is given the same
    `answer`, byte for byte, and nothing happens twice. Kept as long as the file.
    """

    credential = Within(Credential, related_name="deliveries", db_index=False)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    file = Within(ReceivedFile, related_name="deliveries")
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.BinaryField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "credential", "key"], name="delivery_once"),
            models.CheckConstraint(
                condition=models.Q(status=None, answer=None) | models.Q(status__isnull=False, answer__isnull=False),
                name="delivery_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.key}"
