"""What addresses answer that ask for no sign-in; the words are those of `table`."""

# Addresses that ask for no sign-in: what they hold (a signature, a token, a code, a password) is the right, whoever
# brings it; without it they are as closed to an owner as to nobody.
OPEN = """
address                     asked owner    teacher  student  observer stranger visit    nobody

canvas-xml                  GET   page     page     page     page     page     page     page
canvas-xml                  POST  405      405      405      405      405      405      405
canvas-json                 GET   page     page     page     page     page     page     page
canvas-json                 POST  405      405      405      405      405      405      405
canvas-json-moved           GET   410      410      410      410      410      410      410
canvas-json-moved           POST  405      405      405      405      405      405      405
oidc-register               GET   400      400      400      400      400      400      400
oidc-register               POST  400      400      400      400      400      400      400
jwks                        GET   page     page     page     page     page     page     page
jwks                        POST  405      405      405      405      405      405      405
organization-jwks           GET   page     page     page     page     page     page     page
organization-jwks           POST  405      405      405      405      405      405      405
receipt-keys                GET   page     page     page     page     page     page     page
receipt-keys                POST  405      405      405      405      405      405      405
runner                      GET   page     page     page     page     page     page     page
runner                      POST  405      405      405      405      405      405      405
unit-file                   GET   page     page     page     page     page     page     page
unit-file                   POST  405      405      405      405      405      405      405
invitation-open             GET   done     done     done     done     done     done     done
invitation-open             POST  405      405      405      405      405      405      405
invitation                  GET   -        -        -        -        -        -        -
invitation                  POST  405      405      405      405      405      405      405
invitation-join             GET   405      405      405      405      405      sign-in  sign-in
invitation-join             POST  -        -        -        -        -        sign-in  sign-in
enter                       GET   page     page     page     page     page     page     page
enter                       POST  403      403      403      403      403      403      403
leave                       GET   405      405      405      405      405      405      405
leave                       POST  done     done     done     done     done     done     done
set-up-sign-in              GET   403      403      403      403      403      403      403
set-up-sign-in              POST  403      403      403      403      403      403      403
set-password                GET   page     page     page     page     page     page     page
set-password                POST  done     done     done     done     done     done     done
link                        GET   403      403      403      403      403      sign-in  sign-in
link                        POST  403      403      403      403      403      sign-in  sign-in
lti                         GET   405      405      405      405      405      405      405
lti                         POST  415      415      415      415      415      415      415
lti-unit                    GET   405      405      405      405      405      405      405
lti-unit                    POST  415      415      415      415      415      415      415
lti-course                  GET   405      405      405      405      405      405      405
lti-course                  POST  415      415      415      415      415      415      415
lti-select                  GET   405      405      405      405      405      405      405
lti-select                  POST  415      415      415      415      415      415      415
oidc-login                  GET   400      400      400      400      400      400      400
oidc-login                  POST  415      415      415      415      415      415      415
oidc-login-of               GET   400      400      400      400      400      400      400
oidc-login-of               POST  415      415      415      415      415      415      415
oidc-launch                 GET   405      405      405      405      405      405      405
oidc-launch                 POST  415      415      415      415      415      415      415

unlink                      GET   done     done     done     done     done     -        403
unlink                      POST  done     done     done     done     done     -        403

mfa_index                   GET   page     page     page     page     page     sign-in  sign-in
mfa_index                   POST  405      405      405      405      405      sign-in  sign-in
mfa_authenticate            GET   done     done     done     done     done     done     done
mfa_authenticate            POST  done     done     done     done     done     done     done
mfa_reauthenticate          GET   done     done     done     done     done     sign-in  sign-in
mfa_reauthenticate          POST  done     done     done     done     done     sign-in  sign-in
mfa_activate_totp           GET   page     page     done     page     page     sign-in  sign-in
mfa_activate_totp           POST  page     page     done     page     page     sign-in  sign-in
mfa_deactivate_totp         GET   -        -        -        -        -        sign-in  sign-in
mfa_deactivate_totp         POST  -        -        -        -        -        sign-in  sign-in
mfa_view_recovery_codes     GET   -        -        -        -        -        sign-in  sign-in
mfa_view_recovery_codes     POST  405      405      405      405      405      sign-in  sign-in
mfa_generate_recovery_codes GET   page     page     page     page     page     sign-in  sign-in
mfa_generate_recovery_codes POST  page     page     page     page     page     sign-in  sign-in
mfa_download_recovery_codes GET   -        -        -        -        -        sign-in  sign-in
mfa_download_recovery_codes POST  -        -        -        -        -        sign-in  sign-in

account_login               GET   done     done     done     done     done     page     page
account_login               POST  done     done     done     done     done     page     page
account_logout              GET   page     page     page     page     page     done     done
account_logout              POST  done     done     done     done     done     done     done
account_inactive            GET   page     page     page     page     page     page     page
account_inactive            POST  405      405      405      405      405      405      405
account_signup              GET   done     done     done     done     done     page     page
account_signup              POST  done     done     done     done     done     page     page
account_reauthenticate      GET   page     page     page     page     page     sign-in  sign-in
account_reauthenticate      POST  page     page     page     page     page     sign-in  sign-in
account_email               GET   page     page     page     page     page     sign-in  sign-in
account_email               POST  done     done     done     done     done     sign-in  sign-in
account_email_verification_sent  GET   page     page     page     page     page     page     page
account_email_verification_sent  POST  405      405      405      405      405      405      405
account_change_password     GET   page     page     page     page     page     sign-in  sign-in
account_change_password     POST  page     page     page     page     page     sign-in  sign-in
account_set_password        GET   done     done     done     done     done     sign-in  sign-in
account_set_password        POST  done     done     done     done     done     sign-in  sign-in
account_reset_password      GET   page     page     page     page     page     page     page
account_reset_password      POST  done     done     done     done     done     done     done
account_reset_password_done GET   page     page     page     page     page     page     page
account_reset_password_done POST  405      405      405      405      405      405      405
account_reset_password_from_key  GET   done     done     done     done     done     done     done
account_reset_password_from_key  POST  done     done     done     done     done     done     done
account_reset_password_from_key_done  GET   page     page     page     page     page     page     page
account_reset_password_from_key_done  POST  405      405      405      405      405      405      405
account_confirm_email       GET   page     page     page     page     page     page     page
account_confirm_email       POST  done     done     done     done     done     done     done
account_confirm_login_code  GET   done     done     done     done     done     done     done
account_confirm_login_code  POST  done     done     done     done     done     done     done
"""
