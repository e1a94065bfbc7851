"""Addresses of other LMSs that a tool or a teacher would know: homes, answers, ways back, outcome services."""

from django.urls import URLPattern, path

from practice_lms.views import courses, launches, outcomes, selection

MOODLE, OPENEDX, BLACKBOARD = {"dialect": "moodle"}, {"dialect": "openedx"}, {"dialect": "blackboard"}
BRIGHTSPACE, SAKAI = {"dialect": "brightspace"}, {"dialect": "sakai"}
OF_BLACKBOARD = "webapps/blackboard/execute/blti"

dialect_patterns: list[URLPattern] = [
    path("course/view.php", courses.home_of, MOODLE),
    path("courses/<str:name>/course/", courses.home_of, OPENEDX),
    path("ultra/courses/_<int:course_id>_1/outline", courses.home_of, BLACKBOARD),
    path("d2l/home/<int:course_id>", courses.home_of, BRIGHTSPACE),
    path("portal/site/<str:name>", courses.home_of, SAKAI),
    path("course/<int:course_id>/materials", courses.home_of, {"dialect": "schoology"}),
    path("mod/lti/contentitem_return.php", selection.answer, MOODLE),
    path("webapps/blackboard/controller/lti/contentitem", selection.answer, BLACKBOARD),
    path("d2l/le/lti/<int:course_id>/contentitem", selection.answer, BRIGHTSPACE),
    path("portal/tool/<str:name>/sakai.basiclti.admin.helper.helper", selection.answer, SAKAI),
    path("mod/lti/return.php", launches.tool_return, MOODLE),
    path(f"{OF_BLACKBOARD}/launchReturn", launches.tool_return, BLACKBOARD),
    path("imsblis/service/return-url/site/<str:name>", launches.tool_return, SAKAI),
    path("mod/lti/service.php", outcomes.unsupported),
    path("courses/<str:name>/xblock/<str:block>/handler_noauth/outcome_service_handler", outcomes.unsupported),
    path("webapps/gradebook/lti11grade", outcomes.unsupported),
    path("d2l/le/lti/Outcome", outcomes.unsupported),
    path("imsblis/service/", outcomes.unsupported),
    path("external_tool/outcomes", outcomes.unsupported),
]
