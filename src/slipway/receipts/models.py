"""Receipts as they were signed, and the public keys that verify them for as long as anybody may ask."""

import uuid

from django.db import models

from slipway.orgs.models import Organization
from slipway.submissions.models import Submission


class IssuedReceipt(models.Model):
    """A receipt of a submission. It is never changed; where the submission is graded anew, another one follows it.

    `signed` is the whole receipt (`signing.sign_receipt`). `outcomes` has the verdict of each case, by tab and context,
    to compare with when it is reproduced: not all of it may be seen by the student, so it is not in the receipt.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="receipts")
    number = models.PositiveIntegerField()  # of the submission's, from 1
    kid = models.CharField(max_length=64)
    signed = models.TextField()
    outcomes = models.JSONField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="one_receipt_per_number")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.number}"


class ReceiptKey(models.Model):
    """The public half of a key that has signed receipts of an organization. It stays when the key is long gone.

    `withdrawn_at`: somebody else may have had the key, so that nothing which it signed is believed any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kid = models.CharField(max_length=64, unique=True)
    jwk = models.JSONField()
    first_used_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.kid
