"""Log-in through other organizations, as a site writes it in OIDC_PROVIDERS and as allauth and browsers need it."""

from typing import Any
from urllib.parse import urlsplit

Provider = dict[str, Any]


def providers(declared: list[Provider]) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS. KeyError names what an entry lacks, ValueError what two entries share.

    `trusts_email`: the organization checks its people's e-mails, so who comes from it enters the account with that
    e-mail. Without it a known e-mail is refused, else anybody could name another person's.
    """
    if not declared:
        return {}
    for key in ("id", "client_id"):  # who comes back is told apart by each of the two
        given = [one[key] for one in declared]
        if len(set(given)) < len(given):
            raise ValueError(f"OIDC_PROVIDERS: two organizations have the same {key}")
    return {"openid_connect": {"APPS": [_app(one) for one in declared], "OAUTH_PKCE_ENABLED": True}}


def _app(one: Provider) -> dict[str, Any]:
    trusts = bool(one.get("trusts_email", False))
    settings = {
        "server_url": one["server_url"],
        "uid_field": one.get("uid_field", "sub"),
        "verified_email": trusts,
        "email_authentication": trusts,
    }
    return {
        "provider_id": one["id"],
        "name": one.get("name", one["id"]),
        "client_id": one["client_id"],
        "secret": one.get("secret", ""),
        "settings": settings,
    }


def origins(declared: list[Provider]) -> list[str]:
    """Where the log-in form may lead: the server of each organization, and `log_in_origin` where that is another."""
    addresses = [one.get("log_in_origin") or one["server_url"] for one in declared]
    return sorted({f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, addresses)})
