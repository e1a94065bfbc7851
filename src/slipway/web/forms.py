"""How forms are written out: ours, allauth's and Django's own alike (set as FORM_RENDERER)."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """`{{ form }}` is an error summary, then each field with its label, help and errors tied to it."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"
