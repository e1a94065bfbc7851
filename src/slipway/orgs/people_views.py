"""*Organization settings*, section People: who belongs to the organization, and invitations."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.orgs.access import account_of, owned_or_404
from slipway.orgs.forms import InviteForm, MemberRoleForm
from slipway.orgs.invitations.life import NotInvitedError, invite, open_invitations, revoke
from slipway.orgs.invitations.mail import mail_invitation
from slipway.orgs.members import LastOwnerError, remove_member, set_member
from slipway.orgs.models import Invitation, Membership, Organization, OrgRole, User
from slipway.orgs.pages import FORM_METHODS, form_page, page_of, posted
from slipway.web.origin import absolute
from slipway.web.sealed import show_next, shown_now

LINK = "invitation-link"  # the session key of a link that the next page shows, once


def _owned_membership_or_404(user: User, organization_id: UUID, membership_id: UUID) -> Membership:
    memberships = owned_or_404(user, organization_id).memberships.select_related("organization", "user")
    return get_object_or_404(memberships, pk=membership_id)


def _owned_invitation_or_404(user: User, organization_id: UUID, invitation_id: UUID) -> Invitation:
    return get_object_or_404(open_invitations(owned_or_404(user, organization_id)), pk=invitation_id)


@page_of(owned_or_404, *FORM_METHODS)
def people(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Members with their roles, open invitations, and the form that invites."""
    form = InviteForm(posted(request))
    if form.is_valid() and _invited(request, organization, form):
        return redirect("organization-people", organization.pk)
    context = {
        "organization": organization,
        "roles": OrgRole.choices,
        "memberships": _members(organization),
        "invitations": open_invitations(organization),
        "link": "" if form.is_bound else shown_now(request, LINK),
    }
    return form_page(request, "orgs/people.html", form, context)


@page_of(_owned_membership_or_404, "POST")
def set_role(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Give a member another role."""
    form = MemberRoleForm(request.POST)
    if form.is_valid():
        role = OrgRole(form.cleaned_data["role"])
        try:
            set_member(actor=account_of(request), organization=membership.organization, user=membership.user, role=role)
            messages.success(request, _("%(name)s is now: %(role)s.") % {"name": membership.user, "role": role.label})
        except LastOwnerError:
            messages.error(request, _("An organization needs an owner. Make somebody else an owner first."))
    return _back(request, membership.organization_id)


@page_of(_owned_membership_or_404, *FORM_METHODS)
def remove(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Ask, then end a membership."""
    if request.method != "POST":
        context = {"organization": membership.organization, "membership": membership}
        return render(request, "orgs/remove_member.html", context)
    try:
        remove_member(actor=account_of(request), membership=membership)
        messages.success(request, _("%(name)s no longer belongs to the organization.") % {"name": membership.user})
    except LastOwnerError:
        messages.error(request, _("An organization needs an owner. Make somebody else an owner first."))
    return _back(request, membership.organization_id)


@page_of(_owned_invitation_or_404, "POST")
def revoke_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Take an open invitation back."""
    revoke(actor=account_of(request), invitation=invitation)
    text = _("The invitation for %(email)s no longer works. You can invite them again.")
    messages.success(request, text % {"email": invitation.email})
    return redirect("organization-people", invitation.organization_id)


def _members(organization: Organization) -> QuerySet[Membership]:
    """The members by name, each with `two_step`: whether signing in asks them for a second factor."""
    apps = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
    members = organization.memberships.select_related("user").annotate(two_step=Exists(apps))
    return members.order_by("user__name", "user__email")


def _invited(request: HttpRequest, organization: Organization, form: InviteForm) -> bool:
    email, role = form.cleaned_data["email"], OrgRole(form.cleaned_data["role"])
    try:
        invitation, token = invite(actor=account_of(request), organization=organization, email=email, role=role)
    except NotInvitedError as fault:
        form.add_error("email", str(fault))
        return False
    link = absolute(reverse("invitation-open", args=[token]))
    if mail_invitation(invitation, link):
        messages.success(request, _("We sent the invitation to %(email)s.") % {"email": invitation.email})
    show_next(request, LINK, link)
    return True


def _back(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    # An owner who has just given up that role has no business on the page any more.
    still_owner = account_of(request).memberships.filter(organization_id=organization_id, role=OrgRole.OWNER).exists()
    return redirect("organization-people", organization_id) if still_owner else redirect("organizations")
