"""Class LMS URLs that named no course before, for they are not of its home page, are read again."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from slipway.lms.course_ref import read_course_url


def read_anew(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    classes = apps.get_model("classes", "Classroom").objects.exclude(lms_url="")
    for classroom in classes.only("lms_url", "lms_host", "lms_course_id").iterator():
        course = read_course_url(classroom.lms_url)
        host, course_id = (course.host, course.course_id) if course and len(course.host) <= 255 else ("", "")
        if (host, course_id) != (classroom.lms_host, classroom.lms_course_id):
            classes.filter(pk=classroom.pk).update(lms_host=host, lms_course_id=course_id)


class Migration(migrations.Migration):
    dependencies = [("classes", "0007_work_and_parts")]

    operations = [migrations.RunPython(read_anew, migrations.RunPython.noop)]
