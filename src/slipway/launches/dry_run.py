"""*What would this launch do?* A recorded launch decided by today's settings, for owners of the organization.

It goes the way of any launch (`pipeline.decide_launch`) and stops before anything is stored.
"""

from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from slipway.launches.decision import Denial
from slipway.launches.pipeline import decide_launch
from slipway.launches.routes import ROUTES, target_of
from slipway.launches.verify.read_message import claims_message, form_message, of_deployment
from slipway.launches.verify.verified_launch import Credential, LaunchTarget, VerifiedLaunch
from slipway.lms.models import ConsumerKey, LaunchRecord, Registration
from slipway.lms.registrations.deployments import DeploymentDecision, read_deployment_status
from slipway.lti.message import LaunchMessage, LtiVersion
from slipway.lti.refusal import Refusal
from slipway.lti.v1p1.form import SignedForm
from slipway.orgs.access import account_of, owned_or_404
from slipway.web.languages import translated
from slipway.web.refusals import EXPLANATIONS
from slipway.words import text


@never_cache
@login_required
@require_safe
def dry_run(request: HttpRequest, organization_id: UUID, launch_id: UUID) -> HttpResponse:
    """What the same click would do now."""
    organization = owned_or_404(account_of(request), organization_id)
    launches = LaunchRecord.objects.filter(organization=organization)
    by = ("consumer_key__lms__organization", "registration__lms__organization")
    record = get_object_or_404(launches.select_related(*by), pk=launch_id)
    context: dict[str, object] = {"organization": organization, "launch": record}
    launch = recorded_launch(record)
    if launch is None:
        return render(request, "launches/dry_run.html", context | {"nothing_kept": True})
    facts, decision = decide_launch(launch)
    if isinstance(decision, Denial):
        denied = {"explanation": EXPLANATIONS[decision.refusal], "cause": translated(decision.cause)}
        return render(request, "launches/dry_run.html", context | denied)
    return render(request, "launches/dry_run.html", context | {"grant": decision, "facts": facts})


def recorded_launch(record: LaunchRecord) -> VerifiedLaunch | None:
    """A recorded launch as if it came again now; None where it was refused before its signature was good, so that
    nothing of what it said is kept.

    Signature, age and nonce are taken as good: it is asked what the same click would do, not the same form.
    """
    credential = record.consumer_key or record.registration
    if not record.claims or credential is None:
        return None
    return VerifiedLaunch(
        credential=credential,
        version=LtiVersion(record.version),
        nonce="",
        message_type=record.message_type,
        claims=record.claims,
        message=_message(record, credential),
        linked=_target(record, credential),
        origin=record.origin,
    )


def _message(record: LaunchRecord, credential: Credential) -> LaunchMessage | Denial:
    if isinstance(credential, ConsumerKey):
        form = SignedForm(body=(), query=(), values=MappingProxyType(record.claims))
        return form_message(form, credential, at_picker=record.door == "select")
    message = claims_message(record.claims, credential)
    if isinstance(message, Denial):
        return message
    status = read_deployment_status(credential.pk, message.deployment_id or "")
    return of_deployment(message, credential, status.decision if status else DeploymentDecision.TAKEN)


def _target(record: LaunchRecord, credential: Credential) -> LaunchTarget | Denial:
    if isinstance(credential, Registration):
        return target_of(record.claims, home=settings.PUBLIC_URL)
    route = next((name for name in ROUTES if name == record.door), None)
    if route is None or (route == "unit" and record.unit_id is None):
        return Denial(Refusal.UNIT_UNKNOWN, text("The link names no unit of this organization."))
    return LaunchTarget(route=route, unit_id=record.unit_id)
