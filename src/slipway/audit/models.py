"""Who did what. Written in the transaction of the deed, never changed afterwards."""

import uuid

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One deed. Organization and target are plain ids: the trail outlives what it speaks of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=255)
    action = models.CharField(max_length=80)
    organization_id = models.UUIDField(null=True)
    target = models.CharField(max_length=80)
    target_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["organization_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.action} {self.target}"
