"""Work without a network on a site as it really stands: under a name, behind nginx, over HTTPS. And what plain http lacks."""

import base64
import datetime as dt
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, BrowserType

from deploy.services import nginx_settings, services_environment
from tests.browser.conftest import OpenPage, Watcher
from tests.browser.offline import (
    ACTIVITIES,
    QUESTIONS,
    forty_marks_outlive_the_closed_tab,
)
from tests.browser.seats import seats_in, sit_down
from tests.databases import FreshDatabases
from tests.server import PlatformServer, running_platform
from tests.services import free_port, wait_for_port

NAME = "hall.test"
OFFERED = "isSecureContext && 'serviceWorker' in navigator"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/bin")


@dataclass(frozen=True)
class Certificate:
    """Files of a certificate for NAME that nobody signed, and what Chromium is told to trust it by."""

    file: Path
    key: Path
    fingerprint: str


@dataclass(frozen=True)
class Site:
    """The platform under the address of nginx, and the port of its web process, which encrypts nothing."""

    server: PlatformServer
    web_port: str


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding
    public = key.public_key().public_bytes(encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    own = Certificate(
        folder / "site.crt", folder / "site.key", base64.b64encode(hashlib.sha256(public).digest()).decode()
    )
    own.file.write_bytes(made.public_bytes(encoding.PEM))
    own.key.write_bytes(
        key.private_bytes(encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return own


@pytest.fixture(scope="module")
def browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], certificate: Certificate
) -> Iterator[Browser]:
    """Knows the hall by its name, and trusts its certificate alone."""
    own = [
        "--host-resolver-rules=MAP *.test 127.0.0.1",
        f"--ignore-certificate-errors-spki-list={certificate.fingerprint}",
    ]
    launch = browser_type_launch_args | {"args": [*browser_type_launch_args["args"], *own]}
    browser = browser_type.launch(**launch)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def site(
    fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory, certificate: Certificate
) -> Iterator[Site]:
    folder, port = tmp_path_factory.mktemp("https"), free_port()
    settings = services_environment(
        {"PUBLIC_URL": f"https://{NAME}:{port}", "RUN_FOLDER": str(folder), "PORT": str(port)}, NGINX
    ) | {"DJANGO_SETTINGS_MODULE": "s3platform.settings.production"}
    with (
        fresh_databases.fresh("embedded") as database_url,
        running_platform("embedded", database_url, folder, settings=settings) as server,
        behind_nginx(server, port, certificate, folder),
    ):
        yield Site(replace(server, url=f"https://{NAME}:{port}"), server.url.rpartition(":")[2])


def the_nginx() -> str:
    """A build machine has it; elsewhere these tests are named as left out."""
    if NGINX is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("nginx is not installed")
    return NGINX


@contextmanager
def behind_nginx(server: PlatformServer, port: int, own: Certificate, folder: Path) -> Iterator[None]:
    """The template that every site uses, with the encryption that its first lines advise."""
    web = server.url.rpartition(":")[2]
    listen = f"127.0.0.1:{port} ssl; ssl_certificate {own.file}; ssl_certificate_key {own.key}"
    addresses = {"WEB_PORT": web, "LIVE_PORT": web, "RUN_FOLDER": str(folder)}
    settings = folder / "nginx.conf"
    settings.write_text(nginx_settings(addresses, listen))
    running = subprocess.Popen([the_nginx(), "-c", str(settings), "-p", str(folder)])
    try:
        wait_for_port(port, running)
        yield
    finally:
        running.terminate()
        running.wait(10)


def test_over_https_a_closed_tab_opens_again_and_loses_nothing(
    site: Site, open_page: OpenPage, watcher: Watcher
) -> None:
    told = seats_in(site.server, ACTIVITIES, QUESTIONS, halls=1)[0]
    seat = sit_down(site.server, told, open_page)
    assert seat.page.goto(seat.room)
    assert seat.page.evaluate("location.protocol + location.hostname") == f"https:{NAME}"
    forty_marks_outlive_the_closed_tab(seat)
    watcher.complaints[:] = [words for words in watcher.complaints if "net::ERR" not in words]


def test_over_plain_http_browsers_offer_no_such_work(
    site: Site, open_page: OpenPage, watcher: Watcher
) -> None:
    """The twin: the same process under a name without encryption. The guides say so."""
    pages = open_page(site.server.url), open_page(f"http://plain.test:{site.web_port}")
    assert [page.goto("/healthz") and page.evaluate(OFFERED) for page in pages] == [True, False]
    watcher.complaints[:] = [words for words in watcher.complaints if "Opener-Policy" not in words]
