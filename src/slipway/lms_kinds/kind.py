"""The type of the one value that each kind's module holds. What a kind leaves out is as the LTI standard has it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from slipway.lms_kinds.course import CourseRef, LaunchedFrom
from slipway.words import Text

OTHER = "other"  # the family of an LMS whose owner chose *Another LMS*
_NONE = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualEndpoints:
    """What a registration needs to know; '' is for the owner to type.

    In a kind these are patterns: `{root}` is the URL that an LMS stands at, `{host}` its host and port,
    `{environment}` the vendor's with a dot, `{client_id}` the registration's, `{tool_id}` that of a tool or block.
    """

    issuer: str
    auth_url: str
    jwks_url: str
    token_url: str
    token_audience: str = ""  # '': the token URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """What one company runs for all schools that have an LMS of the kind."""

    issuers: frozenset[str] = frozenset()  # each stands for every LMS of the kind
    issuers_go_anywhere: bool = False  # also for those that schools run themselves
    services: frozenset[str] = frozenset()  # hosts that speak for all LMSs of the kind
    shared_sites: frozenset[str] = frozenset()  # hosts where people of all schools are
    school_domain: str = ""  # schools' LMSs stand below it
    environments: tuple[str, ...] = ()  # names that stand before the school domain where releases are tried
    other_domains: tuple[str, ...] = ()

    @property
    def domains(self) -> tuple[str, ...]:
        """Every domain of the vendor. A host below one may give tokens, but is not believed in a school's place."""
        return tuple(filter(None, (self.school_domain, *self.other_domains)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What tells that a launch is of the kind, besides the product family code that is the kind's own."""

    aliases: frozenset[str] = frozenset()  # other product family codes, in small letters and digits alone
    context_prefixes: tuple[str, ...] = ()  # ids that begin so name a course worldwide: school, course and run
    guid_endings: tuple[str, ...] = ()
    return_path: re.Pattern[str] | None = None  # of the return URL, from its beginning
    claims: frozenset[str] = frozenset()  # claims of LTI 1.3 that no other product has a reason to send


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The addresses of its pages.

    `read` gives the course id that a path and a query name, '' for a page that names none, None for what is no page of
    such an LMS. `starts` are first parts of paths of pages, by which an LMS's root is found; one with a slash at its
    end only with more behind it. `root` gives the path of the LMS, for kinds of which several may stand on one host.
    """

    read: Callable[[str, Mapping[str, str]], str | None] | None = None
    turn: int = 1  # in which kinds' readers are asked: the more common the words of its paths, the later
    starts: tuple[str, ...] = ()
    root: Callable[[str], str | None] | None = None
    hint: Text = _NONE  # for teachers: which page's address names its course


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """How launches name their course, so that it can be compared with the address of a page."""

    context_is_course: bool = False  # the context id is the very id that stands in the pages' addresses
    home: str = ""  # path of a course's home, before its id
    read: Callable[[LaunchedFrom], CourseRef | None] | None = None
    path: Callable[[LaunchedFrom], str | None] | None = None  # where on its host the LMS stands; absent: at its top
    are_named: bool = True
    other_spellings: Callable[[str], list[str]] | None = None  # ids that name the same course
    page_hosts: tuple[str, ...] = ()  # first parts of hosts that show the courses which another host launches


@dataclass(frozen=True, slots=True, kw_only=True)
class Registering:
    """What dynamic registration says to an LMS of the kind."""

    placements: tuple[str, ...] = ("ContentArea", "RichTextEditor")
    placements_untold: tuple[str, ...] = ("ContentArea",)  # where the LMS does not say which it knows
    extension: str = ""  # prefix of the vendor's own members
    course_placement: str = ""  # for a link to the class in the course's navigation
    domain_has_port: bool = False  # it refuses a domain that is not what stands in the target's address
    audience_is_token_url: bool = False  # whatever it says of its authorization server


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What its administrator is shown. Sentences are marked for translation (`slipway.words`)."""

    steps: str  # the folder of templates with its steps
    guide: str  # its page in the handbook
    example: str  # an address of one
    after: Text = _NONE  # what to do once it has registered itself; '': it knows no dynamic registration
    address_help: Text = _NONE
    asks_tool_id: bool = False  # its endpoints end in the number of a tool or block
    shares_client: bool = False  # all schools have one client id and one login URL: the deployment tells them apart
    by_developer_key: bool = False  # it reads our configuration by an address of ours
    extending: Text = _NONE  # how a registration of LTI 1.3 gets more services and custom parameters
    extending_by_key: Text = _NONE  # the same by LTI 1.1, if our configuration brings the parameters there


@dataclass(frozen=True, slots=True, kw_only=True)
class LmsKind:
    """One kind of LMS. `family` is its product family code, '' of the generic kind."""

    family: str
    name: Text
    set_up: SetUp
    marks: Marks = Marks()
    vendor: Vendor = Vendor()
    endpoints: UsualEndpoints | None = None
    school_endpoints: UsualEndpoints | None = None  # on a school's own server, where those are the vendor's
    is_hosted: bool = False  # its endpoints are the vendor's, for all schools or most
    pages: Pages = Pages()
    courses: Courses = Courses()
    registering: Registering = Registering()

    # Who comes. Names of roles are LTI's.
    administrators_called: frozenset[str] = frozenset()  # in every course, whether they teach it or not
    institution_roles: Mapping[str, str] = field(default_factory=dict)  # meant of the course, where none is named of it
    test_student: str = ""  # the name of the person as whom a teacher looks, where LTI 1.1 has no other mark

    # What it sends
    signs_query_once: bool = False  # LTI 1.1: it copies the URL's query into the body, and signs each pair once
    custom_parameters: Mapping[str, str] = field(default_factory=dict)  # to ask for besides the standard ones
    custom_prefix: str = ""  # custom parameters that begin so are the LMS's, not the author's of a link
    placement_claim: str = ""  # of LTI 1.3: the place that asks for a selection
    sends_notices: bool = False
    read_scope_is_enough: bool = False  # it may make columns by itself, and then grants reading them alone

    # What becomes of custom parameters
    tool_parameters_reach_links: bool = True
    links_carry_tool_parameters: bool = False  # a picked link brings those alone that it was picked with

    # What it makes of a selection
    answer_names_subject: bool = False  # a deep linking answer needs a `sub`
    empty_answer_clears: bool = False  # an answer without links is the new choice: what was placed is forgotten
    makes_columns: bool = True
    assignment_placements: frozenset[str] = frozenset()  # whose links always bring a column
    text_placements: frozenset[str] = frozenset()  # whose links never do
    most_points: int | None = None  # a column has whole points, from 1 to these

    # Pages that stand around the frame of a launch, besides the origins that the LMS is known by
    framing_origins: frozenset[str] = frozenset()
    framing_subdomains: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """What an LMS of this kind keeps as its family."""
        return self.family or OTHER

    @property
    def registers_itself(self) -> bool:
        """Whether it knows dynamic registration."""
        return bool(self.set_up.after)

    @property
    def has_address(self) -> bool:
        """Whether its endpoints may depend on the address of the LMS itself, not only on its vendor."""
        return not self.is_hosted or self.school_endpoints is not None
