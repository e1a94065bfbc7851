"""What the small LMS knows: its tools, its one course with its links, its people, and its key pair."""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
COURSE_OFFERING = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"
PEOPLE = {
    "teach": ("Te Acher", "Instructor"),
    "learn1": ("Léa Rnér-Ødegård 李", "Learner"),
    "learn2": ("Lee Two", "Learner"),
}


@dataclass(frozen=True)
class Tool:
    """A tool as its administrator typed it in; `data` is what the LMS wants back from deep linking."""

    client_id: str
    deployment_id: str
    login_url: str
    launch_url: str
    select_url: str
    jwks_url: str
    data: Any = None


@dataclass(frozen=True)
class Link:
    """A link in the course. `item` is what deep linking brought for it, {} for one that was typed in."""

    client_id: str
    url: str
    item: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Click:
    """What a login's message hint stands for: a link that somebody opened, or, without one, the choice of links."""

    client_id: str
    login: str
    link: str = ""


class KeyPair:
    """A fresh RSA key, as PEM."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        self.public = public.decode()


@dataclass
class Lms:
    """All that it knows."""

    tools: dict[str, Tool] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    clicks: dict[str, Click] = field(default_factory=dict)
    keys: KeyPair = field(default_factory=KeyPair)


LMS = Lms()
