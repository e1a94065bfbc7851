"""One person's unit at work."""

import uuid

from django.db import models

from slipway.content.models import Unit
from slipway.orgs.models import User


class Workspace(models.Model):
    """A person at work in a unit. No row: not started; opening a unit is not starting it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="workspaces")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="workspaces")
    started_at = models.DateTimeField(auto_now_add=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="one_workspace_each")]

    def __str__(self) -> str:
        return f"{self.user} in {self.unit}"
