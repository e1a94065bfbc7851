"""The components of our pages, to be used in templates by `{% load slipway %}`."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, Select
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.web.languages import translated
from slipway.web.mailed_names import mailed_name

register = template.Library()
register.filter("mailed_name", mailed_name)
register.filter("translated", translated)

TONES = ("neutral", "info", "success", "warn", "danger")

# State → what it is called, and how it looks. A tone is a state too, for a pill with a text of its own.
STATES = {
    "draft": (_("Draft"), "neutral"),
    "published": (_("Published"), "success"),
    "withdrawn": (_("Withdrawn"), "warn"),
    "not-started": (_("Not started"), "neutral"),
    "in-progress": (_("In progress"), "info"),
    "completed": (_("Completed"), "success"),
    "let-in": (_("Let in"), "success"),
    "refused": (_("Refused"), "danger"),
    "open": (_("Open"), "info"),
    "approved": (_("Approved"), "success"),
    "active": (_("Active"), "success"),
    "disabled": (_("Disabled"), "danger"),
    "on": (_("On"), "success"),
    "off": (_("Off"), "neutral"),
    **{tone: ("", tone) for tone in TONES},
}


@register.simple_tag
def pill(state: str, label: str = "") -> SafeString:
    """A small state mark. `state` is one of STATES (KeyError otherwise); `label` replaces its text."""
    text, tone = STATES[state]
    return format_html('<span class="pill pill-{}">{}</span>', tone, label or text)


@register.inclusion_tag("web/copy_field.html", takes_context=True)
def copy_field(context: template.Context, label: str, value: str = "", **options: Any) -> dict[str, Any]:
    """A read-only value with a *Copy* button.

    Options: `id` (default: from the label), `help`, `secret=True` (masked, with *Show*), `reveal_action` (URL that a
    *Reveal* button posts to; the page then comes again with the value).
    """
    csrf_token = context.get("csrf_token")
    return {"csrf_token": csrf_token, "label": label, "value": value, "id": f"copy-{slugify(label)}", **options}


@register.simple_block_tag
def notice(content: SafeString, tone: str = "info", title: str = "") -> SafeString:
    """Something to know, in a box. `tone`: info, success, warn or danger."""
    return render_to_string("web/notice.html", {"content": content, "tone": tone, "title": title})


@register.simple_block_tag
def empty(content: SafeString, title: str) -> SafeString:
    """What stands where nothing is yet: a title, and inside the tag what to do about it."""
    return render_to_string("web/empty.html", {"content": content, "title": title})


@register.simple_block_tag
def menu(content: SafeString, label: str, align: str = "start") -> SafeString:
    """A button that opens a list; the `<li>`s stand inside the tag. `align="end"`: it opens to the left."""
    return render_to_string("web/menu.html", {"content": content, "label": label, "align": align})


@register.inclusion_tag("web/progress.html")
def progress(done: int, total: int, label: str = "") -> dict[str, Any]:
    """How much of something is done, in words and as a bar."""
    text = label or gettext("%(done)s of %(total)s") % {"done": done, "total": total}
    return {"done": done, "total": total, "label": text}


@register.simple_tag
def when(at: datetime, *, seconds: bool = False) -> SafeString:
    """A moment, in the visitor's own zone and language once scripts run, in UTC before; `seconds=True` adds them."""
    return render_to_string("web/when.html", {"at": at, "seconds": seconds})


@register.inclusion_tag("web/nav_link.html", takes_context=True)
def nav_link(context: template.Context, url: str, label: str, icon: str = "dot") -> dict[str, Any]:
    """One line of the sidebar, marked as current when the page is `url` or lies below it. Nothing without a URL."""
    request = context.get("request")
    path = request.path if request else ""
    return {"url": url, "label": label, "icon": f"web/icons/{icon}.svg", "current": _current(path, url)}


def _current(path: str, url: str) -> str:
    """The value of `aria-current`: this very page, or a page below it; the dashboard has everything below it."""
    if path == url:
        return "page"
    return "true" if len(url) > 1 and path.startswith(url) else ""


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's own input, dressed: choices and switches keep the browser's shape, all others are boxes."""
    if field.use_fieldset:
        return field.as_widget()  # the class would land on the list around the choices
    return field.as_widget(attrs={"class": _control_class(field)})


def _control_class(field: BoundField) -> str:
    widget = field.field.widget
    shape = "form-control"
    if isinstance(widget, CheckboxInput):
        shape = "form-check-input"
    elif isinstance(widget, Select):
        shape = "form-select"
    own = widget.attrs.get("class", "")
    return f"{shape} {own} is-invalid".strip() if field.errors else f"{shape} {own}".strip()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one tick box: its label then stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the field's first input: where a link from the error summary leads."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.simple_tag
def handbook(page: str) -> str:
    """The address of a page of the handbook, such as `refusals.html#stale`; '' where none was built."""
    return f"/handbook/{page}" if settings.HAS_HANDBOOK else ""


@register.simple_tag
def sends_mail() -> bool:
    """Whether this Slipway can send mail at all: without it no page may promise any."""
    return bool(settings.HAS_MAIL)


@register.simple_tag(takes_context=True)
def may_sign_up(context: template.Context) -> bool:
    """Whether this visitor could make an account: a link to a sign-up that is closed helps nobody."""
    return bool(get_adapter().is_open_for_signup(context["request"]))


@register.simple_tag(takes_context=True)
def under_lms(context: template.Context) -> bool:
    """Whether the page stands where an LMS opens Slipway, mostly in its frame: our other pages are not shown there."""
    request = context.get("request")
    return bool(request and request.path.startswith(("/l/", "/lti")))
