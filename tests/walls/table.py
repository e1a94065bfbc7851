"""What each address answers to whom (docs/architecture.md, rule 8). Read it by reason; never copy what comes out.

page      the page (200)
done      it did what it is for, and leads on (302, 303)
made      it made something (201)
-         as if there were nothing (404)
sign-in   to the sign-in page
password  to the page that asks for the password again
shell     the page that fetches the real one by bearer, with nothing in it
over      a refusal: the session is over, or never was (401)
405 …     that status
"""

from tests.walls.open_table import OPEN
from tests.walls.progress_table import PROGRESS_LAUNCHED, PROGRESS_OWN_DOOR
from tests.walls.regrading_table import REGRADING

__all__ = ["LAUNCHED", "OPEN", "OWN_DOOR", "read"]

# visit: the browser of somebody who came by a launch's single-use code, a teacher at the LMS, with no account here.
OWN_DOOR = (
    """
address                     asked owner    teacher  student  observer stranger visit    nobody

own:dashboard               GET   page     page     page     page     page     page     sign-in
own:dashboard               POST  page     page     page     page     page     page     sign-in
own:class                   GET   page     page     page     page     -        page     sign-in
own:class                   POST  page     page     page     page     -        page     sign-in
own:unit                    GET   page     page     page     page     -        page     sign-in
own:unit                    POST  page     page     page     page     -        page     sign-in
own:unit-start              GET   done     done     done     done     done     done     sign-in
own:unit-start              POST  403      403      done     403      -        403      sign-in
own:unit-complete           GET   done     done     done     done     done     done     sign-in
own:unit-complete           POST  403      403      done     403      -        403      sign-in
own:unit-reopen             GET   done     done     done     done     done     done     sign-in
own:unit-reopen             POST  -        -        -        -        -        -        sign-in
own:work-save               GET   405      405      405      405      405      405      sign-in
own:work-save               POST  -        -        -        -        -        -        sign-in
own:work-start-over         GET   405      405      405      405      405      405      sign-in
own:work-start-over         POST  -        -        -        -        -        -        sign-in
own:work-ran                GET   405      405      405      405      405      405      sign-in
own:work-ran                POST  -        -        -        -        -        -        sign-in
own:hand-in                 GET   405      405      405      405      405      405      sign-in
own:hand-in                 POST  -        -        -        -        -        -        sign-in
own:work-versions           GET   -        -        -        -        -        -        sign-in
own:work-versions           POST  -        -        -        -        -        -        sign-in
own:submission              GET   -        -        -        -        -        -        sign-in
own:submission              POST  -        -        -        -        -        -        sign-in
own:my-receipts             GET   page     page     page     page     -        page     sign-in
own:my-receipts             POST  405      405      405      405      405      405      sign-in
own:receipts-of             GET   page     page     page     -        -        page     sign-in
own:receipts-of             POST  405      405      405      405      405      405      sign-in
own:receipt                 GET   page     page     page     -        -        page     sign-in
own:receipt                 POST  405      405      405      405      405      405      sign-in

own:visible-tests           GET   -        -        -        -        -        -        sign-in
own:visible-tests           POST  -        -        -        -        -        -        sign-in

class-new                   GET   page     page     -        -        -        sign-in  sign-in
class-new                   POST  done     done     -        -        -        sign-in  sign-in
class-admin                 GET   page     page     -        -        -        sign-in  sign-in
class-admin                 POST  405      405      405      405      405      sign-in  sign-in
class-details               GET   page     page     -        -        -        sign-in  sign-in
class-details               POST  done     done     -        -        -        sign-in  sign-in
class-upload-new            GET   page     page     -        -        -        sign-in  sign-in
class-upload-new            POST  done     done     -        -        -        sign-in  sign-in
class-order                 GET   405      405      405      405      405      sign-in  sign-in
class-order                 POST  page     page     -        -        -        sign-in  sign-in
class-download              GET   405      405      405      405      405      sign-in  sign-in
class-download              POST  page     page     -        -        -        sign-in  sign-in
class-upload                GET   page     page     -        -        -        sign-in  sign-in
class-upload                POST  done     done     -        -        -        sign-in  sign-in
upload                      GET   -        page     -        -        -        sign-in  sign-in
upload                      POST  -        done     -        -        -        sign-in  sign-in
upload-check                GET   -        page     -        -        -        sign-in  sign-in
upload-check                POST  405      405      405      405      405      sign-in  sign-in
upload-discard              GET   405      405      405      405      405      sign-in  sign-in
upload-discard              POST  -        done     -        -        -        sign-in  sign-in
link-edit                   GET   page     page     -        -        -        sign-in  sign-in
link-edit                   POST  done     done     -        -        -        sign-in  sign-in
link-remove                 GET   page     page     -        -        -        sign-in  sign-in
link-remove                 POST  done     done     -        -        -        sign-in  sign-in
class-lms-url               GET   405      405      405      405      405      sign-in  sign-in
class-lms-url               POST  done     done     -        -        -        sign-in  sign-in
request-approve             GET   405      405      405      405      405      sign-in  sign-in
request-approve             POST  done     done     -        -        -        sign-in  sign-in
request-refuse              GET   405      405      405      405      405      sign-in  sign-in
request-refuse              POST  done     done     -        -        -        sign-in  sign-in
connection-remove           GET   page     page     -        -        -        sign-in  sign-in
connection-remove           POST  done     done     -        -        -        sign-in  sign-in
module-new                  GET   page     page     -        -        -        sign-in  sign-in
module-new                  POST  done     done     -        -        -        sign-in  sign-in
module-edit                 GET   page     page     -        -        -        sign-in  sign-in
module-edit                 POST  done     done     -        -        -        sign-in  sign-in
module-up                   GET   405      405      405      405      405      sign-in  sign-in
module-up                   POST  done     done     -        -        -        sign-in  sign-in
module-down                 GET   405      405      405      405      405      sign-in  sign-in
module-down                 POST  done     done     -        -        -        sign-in  sign-in
module-withdraw             GET   405      405      405      405      405      sign-in  sign-in
module-withdraw             POST  done     done     -        -        -        sign-in  sign-in
module-restore              GET   405      405      405      405      405      sign-in  sign-in
module-restore              POST  done     done     -        -        -        sign-in  sign-in
unit-new                    GET   page     page     -        -        -        sign-in  sign-in
unit-new                    POST  done     done     -        -        -        sign-in  sign-in
unit-new-preview            GET   405      405      405      405      405      sign-in  sign-in
unit-new-preview            POST  page     page     -        -        -        sign-in  sign-in
unit-preview                GET   405      405      405      405      405      sign-in  sign-in
unit-preview                POST  page     page     -        -        -        sign-in  sign-in
exercise-new                GET   page     page     -        -        -        sign-in  sign-in
exercise-new                POST  done     done     -        -        -        sign-in  sign-in
unit-files                  GET   page     page     -        -        -        sign-in  sign-in
unit-files                  POST  done     done     -        -        -        sign-in  sign-in
unit-check                  GET   -        -        -        -        -        sign-in  sign-in
unit-check                  POST  -        -        -        -        -        sign-in  sign-in
unit-edit                   GET   page     page     -        -        -        sign-in  sign-in
unit-edit                   POST  done     done     -        -        -        sign-in  sign-in
unit-up                     GET   405      405      405      405      405      sign-in  sign-in
unit-up                     POST  done     done     -        -        -        sign-in  sign-in
unit-down                   GET   405      405      405      405      405      sign-in  sign-in
unit-down                   POST  done     done     -        -        -        sign-in  sign-in
unit-withdraw               GET   405      405      405      405      405      sign-in  sign-in
unit-withdraw               POST  done     done     -        -        -        sign-in  sign-in
unit-restore                GET   405      405      405      405      405      sign-in  sign-in
unit-restore                POST  done     done     -        -        -        sign-in  sign-in
unit-publish                GET   405      405      405      405      405      sign-in  sign-in
unit-publish                POST  done     done     -        -        -        sign-in  sign-in
unit-unpublish              GET   405      405      405      405      405      sign-in  sign-in
unit-unpublish              POST  done     done     -        -        -        sign-in  sign-in
unit-move                   GET   page     page     -        -        -        sign-in  sign-in
unit-move                   POST  done     done     -        -        -        sign-in  sign-in
unit-duplicate              GET   405      405      405      405      405      sign-in  sign-in
unit-duplicate              POST  done     done     -        -        -        sign-in  sign-in

class-people                GET   page     page     -        -        -        sign-in  sign-in
class-people                POST  done     done     -        -        -        sign-in  sign-in
enrolment-role              GET   405      405      405      405      405      sign-in  sign-in
enrolment-role              POST  done     done     -        -        -        sign-in  sign-in
enrolment-remove            GET   405      405      405      405      405      sign-in  sign-in
enrolment-remove            POST  done     done     -        -        -        sign-in  sign-in
enrolment-restore           GET   405      405      405      405      405      sign-in  sign-in
enrolment-restore           POST  done     done     -        -        -        sign-in  sign-in

my-language                 GET   page     page     page     page     page     sign-in  sign-in
my-language                 POST  done     done     done     done     done     sign-in  sign-in
my-sign-ins                 GET   page     page     page     page     page     sign-in  sign-in
my-sign-ins                 POST  405      405      405      405      405      sign-in  sign-in
lms-accounts                GET   page     page     page     page     page     sign-in  sign-in
lms-accounts                POST  405      405      405      405      405      sign-in  sign-in
lms-account-unlink          GET   -        -        page     -        -        sign-in  sign-in
lms-account-unlink          POST  -        -        done     -        -        sign-in  sign-in

organizations               GET   page     page     page     page     page     sign-in  sign-in
organizations               POST  405      405      405      405      405      sign-in  sign-in
organization-new            GET   page     -        -        -        page     sign-in  sign-in
organization-new            POST  done     -        -        -        done     sign-in  sign-in
organization                GET   page     page     -        -        -        sign-in  sign-in
organization                POST  405      405      405      405      405      sign-in  sign-in
class-wanted-done           GET   405      405      405      405      405      sign-in  sign-in
class-wanted-done           POST  done     -        -        -        -        sign-in  sign-in
organization-settings       GET   page     -        -        -        -        sign-in  sign-in
organization-settings       POST  done     -        -        -        -        sign-in  sign-in
organization-people         GET   page     -        -        -        -        sign-in  sign-in
organization-people         POST  done     -        -        -        -        sign-in  sign-in
member-role                 GET   405      405      405      405      405      sign-in  sign-in
member-role                 POST  done     -        -        -        -        sign-in  sign-in
member-remove               GET   page     -        -        -        -        sign-in  sign-in
member-remove               POST  done     -        -        -        -        sign-in  sign-in
invitation-revoke           GET   405      405      405      405      405      sign-in  sign-in
invitation-revoke           POST  done     -        -        -        -        sign-in  sign-in
lti-integration             GET   page     -        -        -        -        sign-in  sign-in
lti-integration             POST  405      405      405      405      405      sign-in  sign-in
lms-new                     GET   page     -        -        -        -        sign-in  sign-in
lms-new                     POST  done     -        -        -        -        sign-in  sign-in
lms-rename                  GET   page     -        -        -        -        sign-in  sign-in
lms-rename                  POST  done     -        -        -        -        sign-in  sign-in
lms                         GET   page     -        -        -        -        sign-in  sign-in
lms                         POST  405      405      405      405      405      sign-in  sign-in
lms-people                  GET   page     -        -        -        -        sign-in  sign-in
lms-people                  POST  405      405      405      405      405      sign-in  sign-in
lms-twice                   GET   page     -        -        -        -        sign-in  sign-in
lms-twice                   POST  done     -        -        -        -        sign-in  sign-in
origin-new                  GET   page     -        -        -        -        sign-in  sign-in
origin-new                  POST  done     -        -        -        -        sign-in  sign-in
origin-remove               GET   405      405      405      405      405      sign-in  sign-in
origin-remove               POST  done     -        -        -        -        sign-in  sign-in
lms-disable                 GET   page     -        -        -        -        sign-in  sign-in
lms-disable                 POST  done     -        -        -        -        sign-in  sign-in
lms-enable                  GET   405      405      405      405      405      sign-in  sign-in
lms-enable                  POST  done     -        -        -        -        sign-in  sign-in
lms-remove                  GET   page     -        -        -        -        sign-in  sign-in
lms-remove                  POST  done     -        -        -        -        sign-in  sign-in
key-new                     GET   page     -        -        -        -        sign-in  sign-in
key-new                     POST  done     -        -        -        -        sign-in  sign-in
key-rename                  GET   page     -        -        -        -        sign-in  sign-in
key-rename                  POST  done     -        -        -        -        sign-in  sign-in
key-delete                  GET   page     -        -        -        -        sign-in  sign-in
key-delete                  POST  done     -        -        -        -        sign-in  sign-in
lms-connect                 GET   page     -        -        -        -        sign-in  sign-in
lms-connect                 POST  405      405      405      405      405      sign-in  sign-in
lms-first-launch            GET   page     -        -        -        -        sign-in  sign-in
lms-first-launch            POST  405      405      405      405      405      sign-in  sign-in
lms-kind                    GET   405      405      405      405      405      sign-in  sign-in
lms-kind                    POST  done     -        -        -        -        sign-in  sign-in
lms-lights                  GET   page     -        -        -        -        sign-in  sign-in
lms-lights                  POST  405      405      405      405      405      sign-in  sign-in
registration-link           GET   page     -        -        -        -        sign-in  sign-in
registration-link           POST  done     -        -        -        -        sign-in  sign-in
registration-new            GET   page     -        -        -        -        sign-in  sign-in
registration-new            POST  done     -        -        -        -        sign-in  sign-in
registration                GET   page     -        -        -        -        sign-in  sign-in
registration                POST  405      405      405      405      405      sign-in  sign-in
registration-lights         GET   page     -        -        -        -        sign-in  sign-in
registration-lights         POST  405      405      405      405      405      sign-in  sign-in
registration-test           GET   405      405      405      405      405      sign-in  sign-in
registration-test           POST  page     -        -        -        -        sign-in  sign-in
registration-edit           GET   page     -        -        -        -        sign-in  sign-in
registration-edit           POST  done     -        -        -        -        sign-in  sign-in
registration-accept         GET   405      405      405      405      405      sign-in  sign-in
registration-accept         POST  done     -        -        -        -        sign-in  sign-in
registration-own-key        GET   405      405      405      405      405      sign-in  sign-in
registration-own-key        POST  done     -        -        -        -        sign-in  sign-in
registration-settle         GET   405      405      405      405      405      sign-in  sign-in
registration-settle         POST  done     -        -        -        -        sign-in  sign-in
registration-disable        GET   page     -        -        -        -        sign-in  sign-in
registration-disable        POST  done     -        -        -        -        sign-in  sign-in
registration-enable         GET   405      405      405      405      405      sign-in  sign-in
registration-enable         POST  done     -        -        -        -        sign-in  sign-in
registration-remove         GET   page     -        -        -        -        sign-in  sign-in
registration-remove         POST  done     -        -        -        -        sign-in  sign-in
deployment-decide           GET   405      405      405      405      405      sign-in  sign-in
deployment-decide           POST  done     -        -        -        -        sign-in  sign-in
secret-reveal               GET   405      405      405      405      405      sign-in  sign-in
secret-reveal               POST  done     -        -        -        -        sign-in  sign-in
secret-reset                GET   page     -        -        -        -        sign-in  sign-in
secret-reset                POST  done     -        -        -        -        sign-in  sign-in
key-disable                 GET   page     -        -        -        -        sign-in  sign-in
key-disable                 POST  done     -        -        -        -        sign-in  sign-in
key-enable                  GET   405      405      405      405      405      sign-in  sign-in
key-enable                  POST  done     -        -        -        -        sign-in  sign-in
launch-log                  GET   page     -        -        -        -        sign-in  sign-in
launch-log                  POST  405      405      405      405      405      sign-in  sign-in
launch                      GET   page     -        -        -        -        sign-in  sign-in
launch                      POST  405      405      405      405      405      sign-in  sign-in
launch-dry-run              GET   page     -        -        -        -        sign-in  sign-in
launch-dry-run              POST  405      405      405      405      405      sign-in  sign-in
launch-log-csv              GET   405      405      405      405      405      sign-in  sign-in
launch-log-csv              POST  page     -        -        -        -        sign-in  sign-in
class-launch-log-csv        GET   405      405      405      405      405      sign-in  sign-in
class-launch-log-csv        POST  page     page     -        -        -        sign-in  sign-in
class-launch-log            GET   page     page     -        -        -        sign-in  sign-in
class-launch-log            POST  405      405      405      405      405      sign-in  sign-in
class-launch                GET   page     page     -        -        -        sign-in  sign-in
class-launch                POST  405      405      405      405      405      sign-in  sign-in
"""
    + PROGRESS_OWN_DOOR
)

OWN_DOOR += REGRADING

# Each bearer under the id of its own launch, but for `crossed`, who brings a living token to somebody else's launch.
# beside: a teacher of another class of the organization; rival: one of another organization; none: cookies only.
LAUNCHED = (
    """
address                 asked student  teacher  observer preview  picker   beside   rival    crossed  expired  none

launched:dashboard      GET   done     done     done     done     -        done     done     over     over     shell
launched:dashboard      POST  done     done     done     done     -        done     done     over     over     over
launched:class          GET   page     page     page     page     -        -        -        over     over     shell
launched:class          POST  page     page     page     page     -        -        -        over     over     over
launched:unit           GET   page     page     page     page     -        -        -        over     over     shell
launched:unit           POST  page     page     page     page     -        -        -        over     over     over
launched:unit-start     GET   done     done     done     done     done     done     done     over     over     shell
launched:unit-start     POST  done     403      403      403      -        -        -        over     over     over
launched:unit-complete  GET   done     done     done     done     done     done     done     over     over     shell
launched:unit-complete  POST  done     403      403      403      -        -        -        over     over     over
launched:unit-reopen    GET   done     done     done     done     done     done     done     over     over     shell
launched:unit-reopen    POST  -        -        -        -        -        -        -        over     over     over
launched:work-save      GET   405      405      405      405      405      405      405      over     over     shell
launched:work-save      POST  -        -        -        -        -        -        -        over     over     over
launched:work-start-over GET   405      405      405      405      405      405      405      over     over     shell
launched:work-start-over POST  -        -        -        -        -        -        -        over     over     over
launched:work-ran       GET   405      405      405      405      405      405      405      over     over     shell
launched:work-ran       POST  -        -        -        -        -        -        -        over     over     over
launched:hand-in        GET   405      405      405      405      405      405      405      over     over     shell
launched:hand-in        POST  -        -        -        -        -        -        -        over     over     over
launched:work-versions  GET   -        -        -        -        -        -        -        over     over     shell
launched:work-versions  POST  -        -        -        -        -        -        -        over     over     over
launched:submission     GET   -        -        -        -        -        -        -        over     over     shell
launched:submission     POST  -        -        -        -        -        -        -        over     over     over
launched:my-receipts    GET   page     page     page     page     -        -        -        over     over     shell
launched:my-receipts    POST  405      405      405      405      405      405      405      over     over     over
launched:receipts-of    GET   -        page     -        -        -        -        -        over     over     shell
launched:receipts-of    POST  405      405      405      405      405      405      405      over     over     over
launched:receipt        GET   -        page     -        -        -        -        -        over     over     shell
launched:receipt        POST  405      405      405      405      405      405      405      over     over     over
launched:visible-tests  GET   -        -        -        -        -        -        -        over     over     shell
launched:visible-tests  POST  -        -        -        -        -        -        -        over     over     over
choose                  GET   -        page     -        -        -        page     page     over     over     shell
choose                  POST  -        done     -        -        -        422      422      over     over     over
works                   GET   -        -        -        page     -        -        -        over     over     shell
works                   POST  -        -        -        page     -        -        -        over     over     over
issue-code              GET   405      405      405      405      405      405      405      over     over     shell
issue-code              POST  made     made     made     -        made     made     made     over     over     over
picker                  GET   -        -        -        -        page     -        -        over     over     shell
picker                  POST  -        -        -        -        page     -        -        over     over     over
picker-units            GET   -        -        -        -        page     -        -        over     over     shell
picker-units            POST  405      405      405      405      405      405      405      over     over     over
picker-search           GET   -        -        -        -        page     -        -        over     over     shell
picker-search           POST  405      405      405      405      405      405      405      over     over     over
picker-alone            GET   -        -        -        -        page     -        -        over     over     shell
picker-alone            POST  405      405      405      405      405      405      405      over     over     over
picker-home             GET   405      405      405      405      405      405      405      over     over     shell
picker-home             POST  -        -        -        -        done     -        -        over     over     over
picker-ask              GET   405      405      405      405      405      405      405      over     over     shell
picker-ask              POST  -        -        -        -        done     -        -        over     over     over
"""
    + PROGRESS_LAUNCHED
)


Row = dict[str, str]  # what each person is answered


def read(table: str) -> dict[tuple[str, str], Row]:
    """The rows of a table by (address, method). Raises ValueError for one that stands there twice."""
    head, *rows = [line.split() for line in table.strip().splitlines() if line.strip()]
    found = {(row[0], row[1]): dict(zip(head[2:], row[2:], strict=True)) for row in rows}
    if len(found) < len(rows):
        message = "an address has two rows of one method"
        raise ValueError(message)
    return found
