"""The rows of `table.py` for teachers' pages of progress: a class's, and a student's work in a unit."""

# Columns as in OWN_DOOR and in LAUNCHED there.
PROGRESS_OWN_DOOR = """
own:progress                GET   page     page     -        -        -        page     sign-in
own:progress                POST  page     page     -        -        -        page     sign-in
own:student-work            GET   page     page     -        -        -        page     sign-in
own:student-work            POST  page     page     -        -        -        page     sign-in
own:student-versions        GET   page     page     -        -        -        page     sign-in
own:student-versions        POST  page     page     -        -        -        page     sign-in
own:override                GET   done     done     -        -        -        done     sign-in
own:override                POST  done     done     -        -        -        done     sign-in
own:override-remove         GET   done     done     -        -        -        done     sign-in
own:override-remove         POST  done     done     -        -        -        done     sign-in
own:comment                 GET   done     done     -        -        -        done     sign-in
own:comment                 POST  done     done     -        -        -        done     sign-in
own:comment-edit            GET   done     done     -        -        -        done     sign-in
own:comment-edit            POST  done     done     -        -        -        done     sign-in
own:comment-remove          GET   done     done     -        -        -        done     sign-in
own:comment-remove          POST  done     done     -        -        -        done     sign-in
progress-csv                GET   405      405      405      405      405      sign-in  sign-in
progress-csv                POST  page     page     -        -        -        sign-in  sign-in
"""
PROGRESS_LAUNCHED = """
launched:progress         GET   -       page     -        -        -        -        -        over     over     shell
launched:progress         POST  -       page     -        -        -        -        -        over     over     over
launched:student-work     GET   -       page     -        -        -        -        -        over     over     shell
launched:student-work     POST  -       page     -        -        -        -        -        over     over     over
launched:student-versions GET   -       page     -        -        -        -        -        over     over     shell
launched:student-versions POST  -       page     -        -        -        -        -        over     over     over
launched:override         GET   -       done     -        -        -        -        -        over     over     shell
launched:override         POST  -       done     -        -        -        -        -        over     over     over
launched:override-remove  GET   -       done     -        -        -        -        -        over     over     shell
launched:override-remove  POST  -       done     -        -        -        -        -        over     over     over
launched:comment          GET   -       done     -        -        -        -        -        over     over     shell
launched:comment          POST  -       done     -        -        -        -        -        over     over     over
launched:comment-edit     GET   -       done     -        -        -        -        -        over     over     shell
launched:comment-edit     POST  -       done     -        -        -        -        -        over     over     over
launched:comment-remove   GET   -       done     -        -        -        -        -        over     over     shell
launched:comment-remove   POST  -       done     -        -        -        -        -        over     over     over
"""
