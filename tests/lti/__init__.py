"""Tests of the protocol. oauthlib signs and checks LTI 1.1 here, so that one error can't hide in both."""
