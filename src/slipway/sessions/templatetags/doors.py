"""Links and forms that stay at the visitor's door. Templates that two doors share use these and nothing else."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def door_url(context: Context, name: str, **kwargs: Any) -> str:
    """The address of the two-door page `name`."""
    return str(context["visitor"].url(name, **kwargs))


@register.simple_tag(takes_context=True)
def door_link(context: Context, name: str, **kwargs: Any) -> SafeString:
    """The attributes of an `<a>` to the two-door page `name`."""
    visitor = context["visitor"]
    return format_html('href="{}"{}', visitor.url(name, **kwargs), _boost(visitor.launched))


@register.simple_tag(takes_context=True)
def door_form(context: Context, name: str, **kwargs: Any) -> SafeString:
    """The attributes of a `<form>` that posts to the two-door page `name`; put `{% door_csrf %}` inside it."""
    visitor = context["visitor"]
    return format_html('method="post" action="{}"{}', visitor.url(name, **kwargs), _boost(visitor.launched))


@register.simple_tag(takes_context=True)
def door_csrf(context: Context) -> SafeString | str:
    """The CSRF field, where a cookie proves the visitor; a bearer needs none, and a launched page sets no cookie."""
    if context["visitor"].launched:
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context["csrf_token"])


def _boost(launched: bool) -> SafeString:  # the template asks for exactly this
    return SafeString(' hx-boost="true"') if launched else SafeString("")
