"""What LMSs send: the 1.1 messages captured from running ones (names and keys changed), and one of each other LMS."""

LAUNCH = {"lti_message_type": "basic-lti-launch-request", "lti_version": "LTI-1p0"}
SELECTION = {"lti_message_type": "ContentItemSelectionRequest", "lti_version": "LTI-1p0"}

_MOODLE = {
    "context_id": "2",
    "context_label": "C1",
    "context_title": "Course one",
    "launch_presentation_locale": "en",
    "ext_lms": "moodle-2",
    "tool_consumer_info_product_family_code": "moodle",
    "tool_consumer_info_version": "2024100700",
    "tool_consumer_instance_guid": "127.0.0.1",
    "tool_consumer_instance_name": "moodle45",
}
MOODLE_SELECTION = (
    SELECTION
    | _MOODLE
    | {
        "user_id": "3",
        "lis_person_sourcedid": "SIS-teacher",
        "roles": "Instructor",
        "context_type": "CourseSection",
        "lis_course_section_sourcedid": "SIS-C1",
        "lis_person_name_given": "Tea",
        "lis_person_name_family": "Cher",
        "lis_person_name_full": "Tea Cher",
        "ext_user_username": "teacher",
        "lis_person_contact_email_primary": "teacher@example.com",
        "tool_consumer_instance_description": "Moodle 4.5",
        "accept_media_types": "application/vnd.ims.lti.v1.ltilink",
        "accept_presentation_document_targets": "frame,iframe,window",
        "accept_copy_advice": "false",
        "accept_multiple": "true",
        "accept_unsigned": "false",
        "auto_create": "false",
        "can_confirm": "false",
        "content_item_return_url": "http://127.0.0.1:8090/mod/lti/contentitem_return.php?course=2&id=1&sesskey=abc",
        "title": "Slipway",
        "text": "",
    }
)
MOODLE = (
    LAUNCH
    | _MOODLE
    | {
        "user_id": "4",
        "lis_person_sourcedid": "SIS-student1",
        "roles": "Learner",
        "resource_link_title": "Embedded",
        "resource_link_description": "",
        "resource_link_id": "9",
        "lis_result_sourcedid": '{"data":{"instanceid":"9","userid":"4","typeid":"1","launchid":1063577085},"hash":"0b26"}',
        "lis_outcome_service_url": "http://127.0.0.1:8090/mod/lti/service.php",
        "lis_person_name_given": "Stu",
        "lis_person_name_family": "Dent-Óne",
        "lis_person_name_full": "Stu Dent-Óne",
        "ext_user_username": "student1",
        "lis_person_contact_email_primary": "student1@example.com",
        "custom_unit": "emb",
        "launch_presentation_document_target": "iframe",
        "launch_presentation_return_url": "http://127.0.0.1:8090/mod/lti/return.php?course=2&instanceid=9&sesskey=nvz",
    }
)
OPENEDX = LAUNCH | {
    "oauth_callback": "about:blank",
    "launch_presentation_return_url": "",
    "resource_link_id": "p1795411194",
    "tool_consumer_info_product_family_code": "Your Platform Name Here",
    "user_id": "ext-2",
    "roles": "Student,Learner",
    "lis_result_sourcedid": "course-v1:edX+Loops+2026:127.0.0.1-p1795411194:ext-2",
    "lis_person_sourcedid": "learn1",
    "lis_person_contact_email_primary": "learn1@example.com",
    "lis_person_name_full": "Lea Rnér",
    "context_id": "course-v1:edX+Loops+2026",
    "context_title": "Loops - 2026",
    "context_label": "Loops",
    "lis_outcome_service_url": "http://127.0.0.1:8095/x/outcome/block-v1:edX+Loops+2026+type@lti_consumer+block@p17",
    "launch_presentation_locale": "en",
    "custom_unit": "alpha",
}

_CANVAS_COURSE = "4dde05e8ca1973bcca9bffc13e1548820eee93a3"
CANVAS = LAUNCH | {
    "resource_link_id": "c7ea8c1b2c1c0f4fbd0cd6b2d3bf29b9ad30cb8c",
    "resource_link_title": "Loops lab",
    "context_id": _CANVAS_COURSE,
    "context_title": "Python from zero",
    "context_label": "PY0",
    "user_id": "86157096483e6b3a50bfedc6bac902c0b20a824f",
    "roles": "Learner",
    "ext_roles": "urn:lti:instrole:ims/lis/Student,urn:lti:role:ims/lis/Learner,urn:lti:sysrole:ims/lis/User",
    "user_image": "https://canvas.example.edu/images/ada.png",
    "lis_person_name_given": "Ada",
    "lis_person_name_family": "",
    "lis_person_name_full": "Ada",
    "lis_person_contact_email_primary": "ada@example.edu",
    "custom_canvas_course_id": "5",
    "custom_canvas_api_domain": "canvas.example.edu",
    "custom_canvas_enrollment_state": "active",
    "custom_canvas_module_id": "$Canvas.module.id",
    "custom_canvas_module_item_id": "",
    "lis_outcome_service_url": "https://canvas.example.edu/api/lti/v1/tools/7/grade_passback",
    "lis_result_sourcedid": "7-5-32-35-abc",
    "launch_presentation_locale": "en",
    "launch_presentation_document_target": "iframe",
    "launch_presentation_return_url": "https://canvas.example.edu/courses/5/assignments",
    "tool_consumer_info_product_family_code": "canvas",
    "tool_consumer_info_version": "cloud",
    "tool_consumer_instance_guid": "7db438071375c02373713c12c73869ff2f470b68:canvas-lms",
    "tool_consumer_instance_name": "Example School",
    "oauth_callback": "about:blank",
}
CANVAS_NAVIGATION = CANVAS | {
    "resource_link_id": _CANVAS_COURSE,
    "roles": "Instructor",
    "launch_presentation_width": "500",
    "launch_presentation_height": "500",
}
CANVAS_SELECTION = SELECTION | {
    "content_item_return_url": "https://canvas.example.edu/courses/5/external_content/success/external_tool_dialog",
    "data": "eyJ0eXAiOiJKV1QifQ.e30.c2ln",
    "context_id": _CANVAS_COURSE,
    "context_title": "Python from zero",
    "roles": "Instructor",
    "ext_roles": "urn:lti:instrole:ims/lis/Instructor,urn:lti:role:ims/lis/Instructor,urn:lti:sysrole:ims/lis/User",
    "user_id": "535fa085f22b4655f48cd5a36a9215f64c062838",
    "launch_presentation_locale": "en",
    "launch_presentation_document_target": "iframe",
    "ext_lti_assignment_id": "",
    "accept_media_types": "image/*,text/html,application/vnd.ims.lti.v1.ltilink,*/*",
    "accept_presentation_document_targets": "embed,frame,iframe,window",
    "accept_unsigned": "true",
    "accept_multiple": "true",
    "auto_create": "false",
}
BLACKBOARD = LAUNCH | {
    "user_id": "0123456789abcdef0123456789abcdef",
    "context_id": "fedcba9876543210fedcba9876543210",
    "context_title": "Python",
    "resource_link_id": "_42_1lti-handle",
    "roles": "urn:lti:role:ims/lis/TeachingAssistant",
    "lis_person_name_full": "Bea Board",
    "tool_consumer_info_product_family_code": "Blackboard Learn",
    "ext_lms": "bb-3900.0.0",
    "launch_presentation_return_url": "https://bb.example.edu/webapps/blackboard/execute/blti/launchReturn"
    "?course_id=_12_1&content_id=_42_1&toGC=false&nonce=1",
}
BRIGHTSPACE = LAUNCH | {
    "user_id": "example_101",
    "context_id": "6606",
    "context_title": "Python",
    "resource_link_id": "d2l.example.edu_77",
    "roles": "urn:lti:instrole:ims/lis/Instructor,Instructor,urn:lti:instrole:ims/lis/Instructor,Instructor",
    "ext_d2l_role": "Instructor",
    "ext_d2l_token_digest": "c2VjcmV0",
    "lis_outcome_service_url": "https://d2l.example.edu/d2l/le/lti/Outcome",
    "lis_result_sourcedid": "a6f3f1f0-1111-2222-3333-444444444444",
    "launch_presentation_locale": "EN-US__",
    "tool_consumer_info_product_family_code": "desire2learn",
    "tool_consumer_instance_guid": "",
    "ext_basiclti_submit": "Launch",
}
SAKAI = LAUNCH | {
    "user_id": "3f8b6a3e-7f3b-4c52-9f3c-0a3f9be0c111",
    "context_id": "site-77",
    "context_title": "Python",
    "resource_link_id": "content:12",
    "roles": "Instructor,http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor",
    "ext_sakai_role": "maintain",
    "lis_person_sourcedid": "sakaia",
    "ext_ims_lis_memberships_id": "opaque:::content:12",
    "tool_consumer_info_product_family_code": "sakai",
}
SCHOOLOGY = LAUNCH | {
    "user_id": "77",
    "context_id": "900",
    "resource_link_id": "900-1",
    "roles": "urn:lti:role:ims/lis/Learner",
    "tool_consumer_info_product_family_code": "schoology",
}
