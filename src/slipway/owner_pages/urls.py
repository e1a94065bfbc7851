"""The addresses of organizations' LTI Integration and launch logs, and Canvas's configuration XML."""

from django.urls import path

from slipway.owner_pages import lti_views
from slipway.owner_pages.connect import link_views
from slipway.owner_pages.connect import views as connect_views
from slipway.owner_pages.keys import views as key_views
from slipway.owner_pages.launch_log import views as log_views
from slipway.owner_pages.one_lms import retire_views as lms_retire_views
from slipway.owner_pages.one_lms import twice_views
from slipway.owner_pages.one_lms import views as lms_views
from slipway.owner_pages.published import views as public_views
from slipway.owner_pages.registrations import register_views
from slipway.owner_pages.registrations import retire_views as registration_retire_views
from slipway.owner_pages.registrations import views as registration_views

OWNED_ORGANIZATION = "organizations/<uuid:organization_id>"
LTI_SETTINGS = f"{OWNED_ORGANIZATION}/settings/lti"
LMS = f"{LTI_SETTINGS}/<uuid:lms_id>"
KEY_PATH = f"{LTI_SETTINGS}/keys/<uuid:key_id>"
REGISTRATION = f"{LTI_SETTINGS}/registrations/<uuid:registration_id>"
LOG = f"{OWNED_ORGANIZATION}/settings/launches"
CLASS_LOG = "classes/<uuid:classroom_id>/launches"

urlpatterns = [
    path("lti/config.xml", public_views.config_xml, name="canvas-xml"),
    path("lti/1p3/jwks.json", public_views.key_set, name="jwks"),
    path("lti/1p3/canvas.json", public_views.moved_json, name="canvas-json-moved"),
    path(f"lti/1p3/{OWNED_ORGANIZATION}/jwks.json", public_views.key_set, name="organization-jwks"),
    path(f"lti/1p3/{OWNED_ORGANIZATION}/canvas.json", public_views.config_json, name="canvas-json"),
    path("lti/1p3/register/<str:token>", register_views.register, name="oidc-register"),
    path(LTI_SETTINGS, lti_views.lti_integration, name="lti-integration"),
    path(f"{LTI_SETTINGS}/new", connect_views.new_lms, name="lms-new"),
    path(f"{LMS}/rename", lms_views.lms_rename, name="lms-rename"),
    path(f"{LMS}/connect", connect_views.connect, name="lms-connect"),
    path(f"{LMS}/first-launch", connect_views.first_launch, name="lms-first-launch"),
    path(f"{LMS}/kind", connect_views.kind, name="lms-kind"),
    path(f"{LMS}/lights", connect_views.lms_lights, name="lms-lights"),
    path(f"{LMS}/registration-link", link_views.registration_link, name="registration-link"),
    path(f"{LMS}/registrations/new", registration_views.new_registration, name="registration-new"),
    path(REGISTRATION, registration_views.registration, name="registration"),
    path(f"{REGISTRATION}/lights", registration_views.registration_lights, name="registration-lights"),
    path(f"{REGISTRATION}/test", registration_views.test, name="registration-test"),
    path(f"{REGISTRATION}/edit", registration_views.edit, name="registration-edit"),
    path(f"{REGISTRATION}/accept", registration_views.accept, name="registration-accept"),
    path(f"{REGISTRATION}/settle", registration_views.settle, name="registration-settle"),
    path(f"{REGISTRATION}/own-key", registration_views.own_key, name="registration-own-key"),
    path(f"{REGISTRATION}/disable", registration_retire_views.registration_disable, name="registration-disable"),
    path(f"{REGISTRATION}/enable", registration_retire_views.registration_enable, name="registration-enable"),
    path(f"{REGISTRATION}/remove", registration_retire_views.registration_remove, name="registration-remove"),
    path(f"{REGISTRATION}/deployments", registration_views.decide_deployment, name="deployment-decide"),
    path(LMS, lms_views.lms, name="lms"),
    path(f"{LMS}/people", lms_views.people, name="lms-people"),
    path(f"{LMS}/people/twice", twice_views.twice, name="lms-twice"),
    path(f"{LMS}/origins/new", lms_views.new_origin, name="origin-new"),
    path(f"{LMS}/origins/remove", lms_views.forget_origin, name="origin-remove"),
    path(f"{LMS}/disable", lms_retire_views.lms_disable, name="lms-disable"),
    path(f"{LMS}/enable", lms_retire_views.lms_enable, name="lms-enable"),
    path(f"{LMS}/remove", lms_retire_views.lms_remove, name="lms-remove"),
    path(f"{LMS}/keys/new", key_views.new_key, name="key-new"),
    path(f"{KEY_PATH}/rename", key_views.key_rename, name="key-rename"),
    path(f"{KEY_PATH}/delete", key_views.delete, name="key-delete"),
    path(f"{KEY_PATH}/reveal", key_views.reveal, name="secret-reveal"),
    path(f"{KEY_PATH}/reset", key_views.reset, name="secret-reset"),
    path(f"{KEY_PATH}/disable", key_views.key_disable, name="key-disable"),
    path(f"{KEY_PATH}/enable", key_views.key_enable, name="key-enable"),
    path(LOG, log_views.organization_log, name="launch-log"),
    path(f"{LOG}.csv", log_views.organization_csv, name="launch-log-csv"),
    path(f"{LOG}/<uuid:launch_id>", log_views.organization_launch, name="launch"),
    path(CLASS_LOG, log_views.class_log, name="class-launch-log"),
    path(f"{CLASS_LOG}.csv", log_views.class_csv, name="class-launch-log-csv"),
    path(f"{CLASS_LOG}/<uuid:launch_id>", log_views.class_launch, name="class-launch"),
]
