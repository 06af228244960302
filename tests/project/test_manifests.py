"""A backend is what its manifest says, or the shop does not start."""

from pathlib import Path

import pytest

from project.backends import ROOT, backend_for_path, registry
from project.backends.manifest import read_manifest

WHOLE = (ROOT / "web_api/backend.toml").read_text()


def changed(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "backend.toml"
    path.write_text(WHOLE.replace(old, new, 1))
    return path


def test_the_manifests_of_the_house_are_read() -> None:
    assert sorted(registry()) == ["admin", "mobile", "ops", "web"]
    assert registry()["web"].auth.session_cookie == "web_session"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[auth]", "colour = 'red'\n[auth]", "colour"),
        ("kind =", "sort =", "auth.sort"),
        ('kind = "session"', 'kind = "magic"', "auth.kind"),
        ("body_bytes = 262144", "body_bytes = -1", "limits.body_bytes"),
        ('csrf_cookie = "web_csrf"', "", "auth"),
        ("[limits]", "[limits", "line"),
        ("depth = 16", "", "limits.depth"),
        ('"1200/minute"', '"often"', "rates.requests.limit"),
        ('per = "address"', 'per = "planet"', "rates.requests.per"),
    ],
)
def test_a_manifest_that_is_wrong_stops_the_start_with_one_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        read_manifest(changed(tmp_path, old, new))
    message = str(stopped.value)
    assert said in message
    assert "backend.toml" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "web"),
        ("/p/some-record/", "web"),
        ("/api/web/v1/pages/home/", "web"),
        ("/m/", "mobile"),
        ("/media/x.jpg", "web"),
        ("/api/mobile/v1/screens/home", "mobile"),
        ("/admin/login/", "admin"),
        ("/healthz/live", "ops"),
        ("/hooks/payments/stripe/", "ops"),
    ],
)
def test_a_path_belongs_to_the_backend_with_its_longest_prefix(path: str, name: str) -> None:
    assert backend_for_path(path).name == name
