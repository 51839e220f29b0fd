"""The environment becomes one frozen value, or a message that says which variable to mend."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from service.settings import PREFIX, Settings, SettingsInvalid, default_data_dir, load_settings

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"
HEAD = """\
# Every setting of doichieu. Copy the lines you need into .env, or set them in the environment, and take
# away the #. Each line shows the default. Sizes are in bytes or characters, times in seconds.
"""


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch, tmp_path):
    for name in [*os.environ]:
        if name.startswith((PREFIX, "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def rendered() -> str:
    """What .env.example must hold, from the settings themselves."""
    blocks = [HEAD]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None or field.default_factory else str(field.default)
        if name == "data_dir":
            default = "~/.local/share/doichieu"
        blocks.append(f"# {field.description}\n# {PREFIX}{name.upper()}={default}\n")
    return "\n".join(blocks)


@pytest.mark.parametrize(
    ("host", "hosts", "called"),
    [
        ("127.0.0.1", "", {"localhost", "127.0.0.1", "::1"}),
        ("127.0.0.9", "", {"localhost", "127.0.0.1", "::1", "127.0.0.9"}),
        ("localhost", "", {"localhost", "127.0.0.1", "::1"}),
        ("192.0.2.1", "", set()),
        ("box.example", "", set()),
        ("127.0.0.1", "*", set()),
        ("127.0.0.1", "A.example, ", {"localhost", "127.0.0.1", "::1", "a.example"}),
        ("192.0.2.1", "a.example", {"localhost", "127.0.0.1", "::1", "192.0.2.1", "a.example"}),
    ],
)
def test_on_loopback_only_names_of_this_machine_are_answered_unless_told(host, hosts, called):
    assert Settings(_env_file=None, host=host, hosts=hosts).host_names == called


@pytest.mark.parametrize(
    ("host", "hosts", "local"),
    [
        ("127.0.0.1", "", True),
        ("::1", "", True),
        ("LOCALHOST", "", True),
        ("127.0.0.9", "", True),
        ("127.0.0.1", "localhost, 127.0.0.1", True),
        ("127.0.0.1", "a.example", False),
        ("127.0.0.1", "*", False),
        ("0.0.0.0", "", False),  # noqa: S104 - nothing is served
        ("0.0.0.0", "localhost", False),  # noqa: S104
        ("192.0.2.1", "", False),
        ("box.example", "", False),
        ("::", "", False),
    ],
)
def test_a_service_is_local_when_nobody_else_can_reach_it_under_any_name(host, hosts, local):
    assert Settings(_env_file=None, host=host, hosts=hosts).is_local is local


def test_the_example_file_lists_every_setting_with_its_default():
    assert EXAMPLE.read_text(encoding="utf-8") == rendered()


def test_with_nothing_configured_the_model_is_on_this_machine():
    settings = load_settings()
    assert settings.provider == "embedded"
    assert not settings.leaves_the_machine


def test_a_key_that_lies_in_the_environment_does_not_switch_the_provider(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-ours")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://example.org/v1")
    settings = load_settings()
    assert (settings.provider, settings.api_key, settings.base_url) == ("embedded", None, None)


@pytest.mark.parametrize(
    ("base_url", "leaves"),
    [
        ("http://127.0.0.1:11434/v1", False),
        ("http://localhost:8000/v1", False),
        ("http://[::1]:8000/v1", False),
        ("https://llm.example.org/v1", True),
        ("http://localhost.example.org/v1", True),
    ],
)
def test_what_leaves_the_machine_follows_from_the_address(monkeypatch, base_url, leaves):
    monkeypatch.setenv("DOICHIEU_PROVIDER", "openai")
    monkeypatch.setenv("DOICHIEU_BASE_URL", base_url)
    monkeypatch.setenv("DOICHIEU_MODEL", "m")
    assert load_settings().leaves_the_machine is leaves


def test_the_vendors_own_address_leaves_the_machine(monkeypatch):
    monkeypatch.setenv("DOICHIEU_PROVIDER", "openai")
    monkeypatch.setenv("DOICHIEU_API_KEY", "sk-test")
    monkeypatch.setenv("DOICHIEU_MODEL", "m")
    assert load_settings().leaves_the_machine


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"PORT": "eighty"}, "DOICHIEU_PORT"),
        ({"PORT": "70000"}, "DOICHIEU_PORT"),
        ({"PROVIDER": "openia"}, "DOICHIEU_PROVIDER"),
        ({"PROVIDER": "openai"}, "DOICHIEU_MODEL"),
        ({"PROVIDER": "openai", "MODEL": "m"}, "DOICHIEU_API_KEY"),
        ({"BASE_URL": "ftp://somewhere"}, "DOICHIEU_BASE_URL"),
        ({"BASE_URL": "https://user:hush@example.org/v1"}, "DOICHIEU_API_KEY"),
        ({"MIN_REPORT_CHARS": "50", "MAX_REPORT_CHARS": "40"}, "DOICHIEU_MIN_REPORT_CHARS"),
        ({"SYNC_TIMEOUT": "-1"}, "DOICHIEU_SYNC_TIMEOUT"),
        ({"PROVIDER_TIMEOUT": "inf"}, "DOICHIEU_PROVIDER_TIMEOUT"),
        ({"PROVIDER_TIMEOUT": "nan"}, "DOICHIEU_PROVIDER_TIMEOUT"),
    ],
)
def test_a_wrong_setting_is_refused_with_the_name_to_mend(monkeypatch, variables, said):
    for name, value in variables.items():
        monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    assert said in caught.value.message
    assert ".env" in caught.value.hint


def test_a_refusal_never_shows_the_value_which_may_be_a_secret(monkeypatch):
    monkeypatch.setenv("DOICHIEU_BASE_URL", "https://user:hush-hush@example.org/v1")
    monkeypatch.setenv("DOICHIEU_PORT", "hush-hush")
    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    assert "hush-hush" not in caught.value.message
    assert caught.value.__cause__ is None


def test_secrets_are_not_shown_when_the_settings_are_printed(monkeypatch):
    monkeypatch.setenv("DOICHIEU_API_KEY", "sk-hush")
    monkeypatch.setenv("DOICHIEU_DATABASE_URL", "postgresql://u:hush@db/x")
    settings = load_settings()
    assert isinstance(settings.api_key, SecretStr)
    assert "hush" not in repr(settings)
    assert settings.database == "postgresql://u:hush@db/x"


def test_settings_cannot_be_changed_once_read():
    settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("DOICHIEU_PORT", "")
    assert load_settings().port == 8080


def test_a_file_named_env_in_the_working_directory_is_read(tmp_path):
    (tmp_path / ".env").write_text("DOICHIEU_PORT=9099\nSOMETHING_ELSE=1\n", encoding="utf-8")
    assert load_settings().port == 9099


def test_the_database_lies_in_the_data_folder_unless_named(monkeypatch):
    monkeypatch.setenv("DOICHIEU_DATA_DIR", "/srv/doichieu")
    assert load_settings().database == "sqlite:////srv/doichieu/doichieu.db"


def test_the_data_folder_follows_the_convention_of_the_system(monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/data")
    assert default_data_dir() == Path("/srv/data/doichieu")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_data_dir() == Path.home() / ".local/share/doichieu"
