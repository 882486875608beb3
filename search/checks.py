"""What is wrong with the settings of the search, and how to mend it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

ENGINES = ("database", "elasticsearch")
NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,100}")  # what Elasticsearch takes, and nothing that matches other indices
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@register()
def search_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A wrong setting stops the portal when it starts, instead of a search later."""
    if settings.SEARCH_ENGINE not in ENGINES:
        hint = f"Set SEARCH_ENGINE to one of: {', '.join(ENGINES)}."
        return [Error(f"There is no search engine “{settings.SEARCH_ENGINE}”.", hint=hint, id="search.E001")]
    if settings.SEARCH_ENGINE != "elasticsearch":
        return []
    addresses = [address.strip() for address in settings.ELASTICSEARCH_URL.split(",") if address.strip()]
    if not addresses:
        hint = "Set ELASTICSEARCH_URL, for example to https://es1.example.dk:9200, or SEARCH_ENGINE to database."
        return [Error("The search is to use Elasticsearch, but there is no address.", hint=hint, id="search.E002")]
    return [found for address in addresses for found in _address(address)] + _certificate(addresses) + _identity()


def _address(address: str) -> list[CheckMessage]:
    try:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is not None
    except ValueError:  # a port that is no number
        whole = False
    if not whole:
        hint = "Write scheme, host and port in ELASTICSEARCH_URL: https://es1.example.dk:9200"
        return [Error("An address of Elasticsearch cannot be read.", hint=hint, id="search.E003")]
    if parts.username or parts.password:
        hint = "Set ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD, or ELASTICSEARCH_API_KEY: addresses end in logs."
        return [Error("An address of Elasticsearch has a password in it.", hint=hint, id="search.E004")]
    if parts.scheme == "http" and parts.hostname not in THIS_MACHINE:
        hint = "Use https in ELASTICSEARCH_URL, with ELASTICSEARCH_CA_FILE when the certificate is the cluster's own."
        return [Caution("What the portal sends to Elasticsearch can be read on its way.", hint=hint, id="search.W001")]
    return []


def _certificate(addresses: list[str]) -> list[CheckMessage]:
    path = settings.ELASTICSEARCH_CA_FILE
    if not path:
        return []
    if not Path(path).is_file():
        hint = "ELASTICSEARCH_CA_FILE is a PEM file that the portal can read; leave it empty for a public certificate."
        return [Error(f"There is no certificate file {path}.", hint=hint, id="search.E005")]
    if not all(address.startswith("https:") for address in addresses):
        hint = "Use https in ELASTICSEARCH_URL, or leave ELASTICSEARCH_CA_FILE empty."
        return [
            Error("There is a certificate for Elasticsearch, but an address without TLS.", hint=hint, id="search.E006")
        ]
    return []


def _identity() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.ELASTICSEARCH_API_KEY and settings.ELASTICSEARCH_USER:
        hint = "Leave either ELASTICSEARCH_API_KEY or ELASTICSEARCH_USER empty."
        found.append(Error("Elasticsearch gets both an API key and a user.", hint=hint, id="search.E007"))
    if bool(settings.ELASTICSEARCH_USER) != bool(settings.ELASTICSEARCH_PASSWORD):
        hint = "Set both ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD, or neither."
        found.append(Error("Elasticsearch gets a user or a password, but not both.", hint=hint, id="search.E008"))
    if not NAME.fullmatch(settings.ELASTICSEARCH_INDEX):
        hint = "Small letters, digits, - _ and . in ELASTICSEARCH_INDEX, for example vum-search."
        found.append(Error("The index of Elasticsearch cannot have that name.", hint=hint, id="search.E009"))
    return found
