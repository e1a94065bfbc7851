"""Keys of LTI 1.3: what an LMS signs with, and what we sign with. RSA only (LTI security 1.0 §5.1)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwt
from joserfc.jwk import RSAKey

from slipway.json_text import BadJsonError, read_object, without_mark
from slipway.lti.claims import as_id
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3 import base64url
from slipway.words import Text, text

ALGORITHM = "RS256"
_MAX_BYTES = 512 * 1024
_MAX_KEYS = 100
_SMALLEST, _LARGEST = 2048, 8192  # bits; a larger key makes each verification slow
_LARGEST_EXPONENT = 2**32


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys that an LMS signs with: (kid, key) pairs, parsed; and, for owners, which others it may mean to."""

    keys: tuple[tuple[str | None, RSAKey], ...]
    left_out: tuple[Text, ...] = ()

    def named(self, kid: str | None) -> tuple[RSAKey, ...]:
        """All keys named `kid`: an LMS that changes its key may have two of one name for a while.

        A token that names none has the only key there is, if there is just one.
        """
        if kid is None:
            return (self.keys[0][1],) if len(self.keys) == 1 else ()
        return tuple(key for name, key in self.keys if name == kid)


def read_key_set(body: bytes) -> KeySet:
    """The RSA signing keys in a JSON Web Key Set (RFC 7517 §5); other kinds of key are left out.

    Raises Refused(KEYS_UNAVAILABLE) for a body that is no key set, or has no such key.
    """
    try:
        found = read_object(without_mark(body), most=_MAX_BYTES).get("keys")
    except BadJsonError as error:
        raise _unusable(error.problem) from error
    if not isinstance(found, list):
        raise _unusable(text("it has no list of keys"))
    keys, left_out = [], []
    for jwk in found[:_MAX_KEYS]:
        if not isinstance(jwk, dict) or not _signs(jwk):
            continue
        kid, key = as_id(jwk.get("kid")), _key(jwk)
        if isinstance(key, Text):
            left_out.append(text("The key %(kid)s is left out: %(why)s.", kid=kid or "-", why=key))
        else:
            keys.append((kid, key))
    if keys:
        return KeySet(tuple(keys), tuple(left_out))
    none = text("it has no RSA signing key of %(least)d to %(most)d bits", least=_SMALLEST, most=_LARGEST)
    raise _unusable(none, *left_out[:1])


def _unusable(problem: Text, left_out: Text | None = None) -> Refused:
    cause = text("The key set of the LMS cannot be used: %(problem)s.", problem=problem)
    if left_out:
        cause = text("The key set of the LMS cannot be used: %(problem)s. %(left_out)s",
                     problem=problem, left_out=left_out)  # fmt: skip
    return Refused(Refusal.KEYS_UNAVAILABLE, cause)


def _signs(jwk: Mapping[str, object]) -> bool:
    """Whether an entry is for signatures of our kind. A null counts as left out: some LMSs write every member."""
    operations = jwk.get("key_ops")
    may_verify = operations is None or (isinstance(operations, list) and "verify" in operations)
    return (
        jwk.get("kty") == "RSA"
        and jwk.get("use") in (None, "sig")
        and jwk.get("alg") in (None, ALGORITHM)
        and may_verify
    )


def _key(jwk: Mapping[str, object]) -> RSAKey | Text:
    """The public key in such an entry, of a private key too; or for owners why it can't be used."""
    try:
        modulus, exponent = _number(jwk.get("n")), _number(jwk.get("e"))
    except ValueError:
        return text("n or e is not written in base64url without padding")
    if not _SMALLEST <= modulus.bit_length() <= _LARGEST:
        return text("it is not of %(least)d to %(most)d bits", least=_SMALLEST, most=_LARGEST)
    if not 3 <= exponent < _LARGEST_EXPONENT or modulus % 2 == 0:
        return text("its numbers are none of RSA")
    try:
        return RSAKey.import_key(rsa.RSAPublicNumbers(exponent, modulus).public_key())
    except ValueError:  # an even exponent and the like
        return text("its numbers are none of RSA")


def _number(encoded: object) -> int:
    """A number as keys hold it (RFC 7518 §6.3.1.1). Raises ValueError for padding, which is an error there."""
    return int.from_bytes(base64url.decode(encoded)) if isinstance(encoded, str) else 0


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key of our own, parsed: it signs, and its public half is published under `kid`."""

    kid: str
    key: RSAKey

    def sign(self, claims: Mapping[str, object], *, typ: str = "JWT") -> str:
        """The claims as a JWT, or as what else `typ` calls them. Numbers must be finite."""
        return jwt.encode({"typ": typ, "alg": ALGORITHM, "kid": self.kid}, dict(claims), self.key)


@lru_cache(maxsize=2000)
def tool_key(kid: str, pem: str) -> SigningKey:
    """The key in `pem`, parsed once per process.

    For keys that Slipway made and kept sealed, never for one that comes from outside: its numbers are not checked.
    """
    # Whoever could write other numbers into our rows has the key that seals them. To prove again that p and q are
    # primes would cost forty signatures, for each organization in each process.
    key = serialization.load_pem_private_key(pem.encode(), password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("a key of our own is an RSA key")
    return SigningKey(kid, RSAKey.import_key(key))


def make_pem() -> str:
    """A new private key (RSA, 2048 bits) in PEM (PKCS #8)."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_SMALLEST)
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def kid_of(pem: str) -> str:
    """A name for a private key that nobody needs to keep: its thumbprint (RFC 7638), 43 letters."""
    return tool_key("", pem).key.thumbprint()


def public_jwk(key: SigningKey) -> dict[str, str]:
    """The public half as a JSON Web Key."""
    numbers = key.key.public_key.public_numbers()
    use = {"kty": "RSA", "use": "sig", "alg": ALGORITHM, "kid": key.kid}
    return use | {"n": _text(numbers.n), "e": _text(numbers.e)}


def public_pem(key: SigningKey) -> str:
    """The public half in PEM, which some LMSs want pasted."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.key.public_key.public_bytes(serialization.Encoding.PEM, form).decode()


def key_set_json(keys: Iterable[SigningKey]) -> bytes:
    """The key set that we publish: public halves in the given order. The same keys make the same bytes."""
    return json.dumps({"keys": [public_jwk(key) for key in keys]}, separators=(",", ":")).encode()


def _text(number: int) -> str:
    return base64url.encode(number.to_bytes((number.bit_length() + 7) // 8))
