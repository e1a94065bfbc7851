"""Sentences of `slipway.words` in the database, with their parts: as JSON in a text column."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from slipway.words import Text

if TYPE_CHECKING:
    _TextField = models.TextField[Text, Text]
else:
    _TextField = models.TextField


class SentenceField(_TextField):
    """A `Text` in Python. '' stays an empty one; what is no JSON is a plain sentence of a release before."""

    def from_db_value(self, value: str, *_: Any) -> Text:
        try:
            return Text.from_json(json.loads(value) if value.startswith("{") else value)
        except ValueError:  # a plain sentence may begin so too
            return Text(value)

    def get_prep_value(self, value: Text | str) -> str:
        if isinstance(value, Text):
            return json.dumps(value.to_json()) if value else ""
        return value
