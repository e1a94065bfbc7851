"""The protocol room: tables and oracles. oauthlib signs and checks here, so that one error can't hide in both."""
