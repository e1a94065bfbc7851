"""The forms of an organization's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from slipway.orgs.models import OrgRole
from slipway.web.languages import AS_THE_BROWSER, language_choices
from slipway.web.name_field import NameField

# Members are made by the command line only: the page offers the roles that can do something here.
INVITABLE = [(role.value, role.label) for role in (OrgRole.TEACHER, OrgRole.OWNER)]


class OrganizationForm(forms.Form):
    """An organization's name."""

    name = NameField(label=_("Name"), max_length=200)


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=INVITABLE,
        help_text=_("Teachers make classes. Owners also manage people, LMSs and keys."),
    )


class MemberRoleForm(forms.Form):
    """A member's role."""

    role = forms.ChoiceField(label=_("Role"), choices=OrgRole)


class LanguageForm(forms.Form):
    """The language of an account."""

    language = forms.ChoiceField(label=_("Language"), choices=language_choices, widget=forms.RadioSelect)

    def clean_language(self) -> str:
        """As the account keeps it: '' where the browser decides."""
        language: str = self.cleaned_data["language"]
        return "" if language == AS_THE_BROWSER else language
