"""Where an LMS takes grades and tells its roster: as its launches said last, kept for when they are needed.

Shown on no page and in no export: who holds an address and a credential of its LMS could write grades there.
"""

import uuid

from django.db import models

LONGEST_SERVICE_ADDRESS = 4000  # characters of an address or sourcedid; what is longer is no LMS's, and is not kept


class CourseServices(models.Model):
    """The services of an LMS course, as launches by one registration name them (AGS 2.0 §3.1, NRPS 2.0 §2.1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms_course = models.ForeignKey("lms.LmsCourse", on_delete=models.CASCADE, related_name="services")
    registration = models.ForeignKey("lms.Registration", on_delete=models.CASCADE, related_name="+")
    line_items = models.TextField(blank=True)  # the course's line items; empty: the launch named none
    scopes = models.JSONField(default=list)  # of grades, as the launch granted them
    memberships = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lms_course", "registration"], name="one_row_of_services_per_course")
        ]

    def __str__(self) -> str:
        return f"services of {self.lms_course_id}"


class GradeAddress(models.Model):
    """Where the grade of one person in one placed link goes, bound to the credential that it came by.

    By LTI 1.1 that is a service and a sourcedid (basic outcomes 1.1), by LTI 1.3 a line item, or none yet: then one can
    be made among the course's line items. An LMS that offers none may send service and sourcedid by
    LTI 1.3 too. Person and unit are plain ids: those rooms are above.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms_course = models.ForeignKey("lms.LmsCourse", on_delete=models.CASCADE, related_name="grade_addresses")
    resource_link_id = models.CharField(max_length=255)
    identity_id = models.UUIDField()
    unit_id = models.UUIDField()
    consumer_key = models.ForeignKey("lms.ConsumerKey", null=True, on_delete=models.CASCADE, related_name="+")
    registration = models.ForeignKey("lms.Registration", null=True, on_delete=models.CASCADE, related_name="+")
    outcome_url = models.TextField(blank=True)
    sourcedid = models.TextField(blank=True)
    line_item = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lms_course", "resource_link_id", "identity_id"], name="one_grade_address_per_link_and_person"
            )
        ]
        indexes = [models.Index(fields=["identity_id", "unit_id"])]  # where do the grades of this person's unit go?

    def __str__(self) -> str:
        return f"grade address of {self.identity_id}"
