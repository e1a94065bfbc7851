"""Why launches and key sets failed, and what owners are to look at, is kept in one form: sentences with their parts."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from slipway.web.sentence_field import SentenceField
from slipway.words import Text


def keep_parts(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """A cause without parts stays as it is: a plain sentence. So does what is none of ours."""
    launches = apps.get_model("lms", "LaunchRecord").objects.exclude(cause_words={})
    for pk, parts in launches.values_list("pk", "cause_words"):
        if sentence := Text.from_json(parts):
            launches.filter(pk=pk).update(cause=sentence)
    links = apps.get_model("lms", "RegistrationLink").objects.exclude(problems=[])
    for pk, problems in links.values_list("pk", "problems"):
        if isinstance(problems, list):
            kept = [Text.from_json(each["words"] or each["text"]).to_json() for each in problems]
            links.filter(pk=pk).update(problems=kept)


class Migration(migrations.Migration):
    dependencies = [("lms", "0013_units_placed_at")]

    operations = [
        migrations.AlterField("launchrecord", "cause", SentenceField(blank=True, default=Text)),
        migrations.AlterField("platformkeyset", "fault", SentenceField(blank=True, default=Text)),
        migrations.RunPython(keep_parts, migrations.RunPython.noop),
        # The column stays in the database for a release: the one before writes it.
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("launchrecord", "cause_words")], database_operations=[]
        ),
    ]
