"""Rows of `table.OWN_DOOR`: regrading and extensions, for teachers of the class and owners alone."""

REGRADING = """
class-regrading             GET   page     page     -        -        -        sign-in  sign-in
class-regrading             POST  405      405      405      405      405      sign-in  sign-in
unit-regrade                GET   page     page     -        -        -        sign-in  sign-in
unit-regrade                POST  done     done     -        -        -        sign-in  sign-in
unit-grade-again            GET   405      405      405      405      405      sign-in  sign-in
unit-grade-again            POST  done     done     -        -        -        sign-in  sign-in
regrade                     GET   page     page     -        -        -        sign-in  sign-in
regrade                     POST  405      405      405      405      405      sign-in  sign-in
regrade-progress            GET   page     page     -        -        -        sign-in  sign-in
regrade-progress            POST  405      405      405      405      405      sign-in  sign-in
regrade-apply               GET   405      405      405      405      405      sign-in  sign-in
regrade-apply               POST  done     done     -        -        -        sign-in  sign-in
regrade-undo                GET   405      405      405      405      405      sign-in  sign-in
regrade-undo                POST  done     done     -        -        -        sign-in  sign-in
unit-extensions             GET   page     page     -        -        -        sign-in  sign-in
unit-extensions             POST  done     done     -        -        -        sign-in  sign-in
extension-remove            GET   405      405      405      405      405      sign-in  sign-in
extension-remove            POST  done     done     -        -        -        sign-in  sign-in
"""
