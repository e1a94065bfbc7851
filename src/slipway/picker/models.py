"""Which units were placed in which LMS course, so that the picker can mark them."""

import uuid

from django.db import models

from slipway.content.models import Unit
from slipway.lms.models import LmsCourse
from slipway.people.models import LmsIdentity


class Placement(models.Model):
    """A unit that a picker's answer named for an LMS course. Whether the LMS kept the link, only a launch tells."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms_course = models.ForeignKey(LmsCourse, on_delete=models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="placements")
    placed_by = models.ForeignKey(LmsIdentity, on_delete=models.CASCADE, related_name="+")
    placed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lms_course", "unit"], name="one_placement_each")]

    def __str__(self) -> str:
        return f"{self.unit} in {self.lms_course}"
