"""A provider of OpenID Connect, which knows who somebody is so that they need no password here.

Its answer is believed if it is signed by the provider, meant for us, fresh, of the journey that began in this
browser, and says that the e-mail address was verified.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import parse_qs, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from cachetools import TTLCache, cached
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import JWSRegistry

from dashboard.errors import ProviderUnavailable

_ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures with a key that the provider alone has."""
_SECONDS: Final = 10
_LEEWAY_SECONDS: Final = 60
_UNREACHABLE: Final = "provider_unreachable"
_UNBELIEVABLE: Final = "provider_unbelievable"
_Failures = (requests.RequestException, AuthlibBaseError, JoseError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Journey:
    """What the browser keeps while its visitor is at the provider's, so that it can be told from any other."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, by a verified address."""

    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider by its issuer, and what we are to it."""

    issuer: str
    client_id: str
    client_secret: str
    callback: str

    def leave(self) -> tuple[str, Journey]:
        """Where to send somebody, and what their browser is to keep meanwhile.

        Raises:
            ProviderUnavailable: the provider does not say where that is.
        """
        journey = Journey(generate_token(32), generate_token(32), generate_token(48))
        with self._session() as session:
            address, _ = session.create_authorization_url(
                _metadata(self.issuer)["authorization_endpoint"],
                state=journey.state,
                nonce=journey.nonce,
                code_verifier=journey.verifier,
            )
        return address, journey

    def arrive(self, query: str, journey: Journey) -> Identity:
        """Who has come back with this query.

        Raises:
            ProviderUnavailable: the provider cannot be asked, or did not confirm who it is.
        """
        given = {name: values[0] for name, values in parse_qs(query).items()}
        if given.get("state") != journey.state or "code" not in given:
            raise ProviderUnavailable(_UNBELIEVABLE)
        try:
            with self._session() as session:
                return self._identity(session, given["code"], journey)
        except (requests.ConnectionError, requests.Timeout):
            raise ProviderUnavailable(_UNREACHABLE) from None
        except _Failures:
            # The library's message may hold what the provider sent about somebody.
            raise ProviderUnavailable(_UNBELIEVABLE) from None

    def _identity(self, session: OAuth2Session, code: str, journey: Journey) -> Identity:
        metadata = _metadata(self.issuer)
        token = session.fetch_token(
            metadata["token_endpoint"], code=code, code_verifier=journey.verifier, timeout=_SECONDS
        )
        claims = self._claims(metadata, token, journey.nonce)
        if "email" not in claims:
            answer = session.get(metadata["userinfo_endpoint"], timeout=_SECONDS)
            answer.raise_for_status()
            told = answer.json()
            claims = told if told["sub"] == claims["sub"] else {}
        if claims.get("email_verified") is not True:
            raise ProviderUnavailable("provider_unbelievable")
        return Identity(str(claims["email"]), str(claims.get("name") or ""))

    def _claims(self, metadata: Mapping[str, Any], token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        keys = KeySet.import_key_set(cast(KeySetSerialization, _get(metadata["jwks_uri"])))
        signed = jwt.decode(token["id_token"], key=keys, registry=JWSRegistry(algorithms=_ALGORITHMS))
        options = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client_id},
        }
        params = {"nonce": nonce, "client_id": self.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(signed.claims, signed.header, options, params)
        claims.validate(leeway=_LEEWAY_SECONDS)
        return cast(Mapping[str, Any], claims)

    def _session(self) -> OAuth2Session:
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            scope="openid email profile",
            redirect_uri=self.callback,
            code_challenge_method="S256",
        )


@cached(TTLCache(4, 3600), condition=threading.Condition())
def _metadata(issuer: str) -> Mapping[str, Any]:
    """What the provider publishes about itself."""
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ProviderUnavailable(_UNREACHABLE)
    try:
        found = _get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        missing = {"authorization_endpoint", "token_endpoint", "jwks_uri"} - set(found)
        if missing or found.get("issuer") != issuer:
            raise ProviderUnavailable(_UNREACHABLE)
    except _Failures:
        raise ProviderUnavailable(_UNREACHABLE) from None
    return found


def _get(address: str) -> dict[str, Any]:
    answer = requests.get(address, timeout=_SECONDS)
    answer.raise_for_status()
    return dict(answer.json())
