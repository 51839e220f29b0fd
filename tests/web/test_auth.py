"""With an account or a key nobody passes unnamed; what a browser sends by itself proves nothing."""

import asyncio
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from starlette.requests import Request
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from service.main import build
from service.settings import Settings
from service.store.accounts import opened
from service.store.passwords import Passwords
from service.web.app import create_app
from service.web.auth import LOCAL, OPEN, Gate, identify
from service.web.backend import Limits
from tests.web.scripted import REPORT, problem

PASSWORD = "một câu dài dễ nhớ"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PEOPLE = {"lan": "reviewer", "Trần Mai": "lead", "an": "admin"}
TEXT = {"text": "Kết nạp 176 đảng viên."}


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("data"), strategy="free")


@pytest.fixture(scope="module")
def keys(settings) -> dict[str, str]:
    """Three people and four keys; the secrets of the keys by name."""

    async def made() -> dict[str, str]:
        async with opened(settings.database, passwords=Passwords(QUICK)) as accounts:
            for name, role in PEOPLE.items():
                await accounts.add(name, role, PASSWORD)
            given = {"plain": None, "reader": ["reports:read"], "counter": ["metrics"], "root": ["admin"]}
            made = {
                name: await (accounts.create_key(name, scopes) if scopes else accounts.create_key(name))
                for name, scopes in given.items()
            }
            gone = await accounts.create_key("gone")
            await accounts.revoke_key(gone.key.id)
            return {name: new.secret for name, new in made.items()} | {"gone": gone.secret}

    return asyncio.run(made())


@pytest.fixture(scope="module")
def client(settings, keys, model) -> Iterator[TestClient]:
    app = create_app(build(settings, extractor=model))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        app.state.desk.backend.accounts._passwords = Passwords(QUICK)
        yield client


@pytest.fixture(autouse=True)
def fresh(request):
    """No cookie and no counted try is left from the test before."""
    if "client" in request.fixturenames:
        client = request.getfixturevalue("client")
        client.cookies.clear()
        client.app.state.tries.__init__()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def token_of(response) -> str:
    """The form token of a page."""
    return re.search(r'name="csrf" value="([^"]+)"', response.text)[1]


def log_in(client, name="lan", password=PASSWORD, *, next="", base="", **headers):
    token = token_of(client.get(f"{base}/login"))
    form = {"name": name, "password": password, "next": next, "csrf": token}
    return client.post(f"{base}/login", data=form, headers=headers)


# nobody


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/reports"), ("POST", "/v1/reports"), ("GET", "/v1/reports/01"),
        ("DELETE", "/v1/reports/01"), ("POST", "/v1/checks"), ("POST", "/v1/audits"),
        ("POST", "/v1/mentions"), ("GET", "/v1/nowhere"),
        ("GET", "/nowhere"), ("OPTIONS", "/v1/reports"), ("GET", "/healthz/"), ("GET", "//v1/reports"),
        ("GET", "/static/../v1/reports"), ("PUT", "/v1/reports"), ("GET", "/review"), ("POST", "/review/new"),
    ],
)  # fmt: skip
def test_whoever_is_not_known_is_told_how_to_become_known(client, method, path):
    response = client.request(method, path)
    problem(response, 401, "unauthenticated")
    assert response.headers["www-authenticate"] == 'Bearer realm="doichieu"'


@pytest.mark.parametrize("path", sorted(OPEN - {"/favicon.ico"}))
def test_what_shows_no_report_is_open(client, path):
    assert client.get(path).status_code == 200


def test_a_host_header_cannot_move_a_request_to_an_open_path(client):
    """The address as a library puts it together begins with what the caller calls us."""
    reached = []

    async def app(scope, receive, send):
        reached.append(scope["path"])

    async def turned_away() -> None:
        scope = {
            "type": "http", "method": "GET", "path": "/v1/reports", "query_string": b"", "scheme": "http",
            "headers": [(b"host", b"x/static/")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
        }  # fmt: skip
        sent = []

        async def send(message):
            sent.append(message)

        gate = Gate(app, client.app.state.desk.backend)
        await gate(scope, None, send)
        assert sent[0]["status"] == 401

    client.portal.call(turned_away)
    assert reached == []


def test_a_person_who_is_not_known_is_led_to_the_login_and_back(client):
    response = client.get("/review/reports/1?flag=a%26b", headers={"Accept": "text/html"})
    assert response.status_code == 303
    location = response.headers["location"]
    assert location == "/login?next=%2Freview%2Freports%2F1%3Fflag%3Da%2526b"
    page = client.get(location)
    assert 'name="next" value="/review/reports/1?flag=a%26b"' in page.text


def test_a_part_of_a_page_leads_the_whole_page_to_the_login(client):
    response = client.get("/review", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response.headers["hx-redirect"] == "/login?next=%2Freview"


# machines


def test_a_key_does_what_it_is_for_and_no_more(client, keys):
    assert client.post("/v1/mentions", json=TEXT, headers=bearer(keys["reader"])).status_code == 200
    assert client.get("/v1/reports", headers=bearer(keys["reader"])).status_code == 200
    response = client.post("/v1/reports", json={"text": REPORT}, headers=bearer(keys["reader"]))
    problem(response, 403, "forbidden")
    assert 'scope="reports:write"' in response.headers["www-authenticate"]
    made = client.post("/v1/reports", json={"text": REPORT}, headers=bearer(keys["plain"]))
    assert made.status_code == 201
    path = made.headers["location"]
    problem(client.delete(path, headers=bearer(keys["plain"])), 403, "forbidden")
    problem(client.get(path, headers=bearer(keys["counter"])), 403, "forbidden")
    assert client.delete(path, headers=bearer(keys["root"])).status_code == 204
    gone = problem(client.get(path, headers=bearer(keys["reader"])), 410, "gone")
    assert gone["tombstone"]["actor"] == "key:root"


@pytest.mark.parametrize("given", ["gone", "made up", "forged", "empty", "basic"])
def test_a_key_that_opens_nothing_is_refused(client, keys, given):
    header = {
        "gone": f"Bearer {keys['gone']}",
        "made up": f"Bearer dck_{'0' * 12}_{'A' * 43}",
        "forged": f"Bearer {keys['root'][:17]}{keys['plain'][17:]}",
        "empty": "Bearer ",
        "basic": "Basic YW46YW4=",
    }[given]
    response = client.get("/v1/reports", headers={"Authorization": header})
    problem(response, 401, "unauthenticated")
    wrong = 'error="invalid_token"' in response.headers["www-authenticate"]
    assert wrong == (given not in {"empty", "basic"})


def test_a_wrong_key_is_not_made_good_by_a_session(client, keys):
    log_in(client)
    problem(client.get("/v1/reports", headers=bearer(keys["gone"])), 401, "unauthenticated")


def test_two_keys_may_choose_the_same_idempotency_key(client, keys):
    made = [
        client.post(
            "/v1/reports", json={"text": REPORT}, headers=bearer(keys[name]) | {"Idempotency-Key": "1"}
        )
        for name in ("plain", "root", "plain")
    ]
    ids = [response.json()["id"] for response in made]
    assert ids[0] == ids[2] != ids[1]


def test_the_counters_are_open_on_this_machine_and_need_a_right_elsewhere(client, keys):
    assert client.get("/metrics").status_code == 200
    far = TestClient(client.app, base_url="http://localhost", client=("192.0.2.7", 1))
    far.portal = client.portal
    problem(far.get("/metrics"), 401, "unauthenticated")
    problem(far.get("/metrics", headers=bearer(keys["reader"])), 403, "forbidden")
    for name in ("counter", "root"):
        assert far.get("/metrics", headers=bearer(keys[name])).status_code == 200
    assert far.get("/healthz").status_code == 200


def test_no_log_line_holds_a_key_or_a_token(client, keys, caplog):
    with capture_logs() as lines:
        log_in(client, "lan", "wrong wrong")
        log_in(client)
        client.get("/v1/reports", headers=bearer(keys["plain"]))
        client.get(f"/v1/reports/{keys['plain']}", headers=bearer(keys["plain"]))
    said = repr(lines) + caplog.text
    assert "answered" in said
    assert "refused" in said
    for secret in (keys["plain"], client.cookies["doichieu_session"], PASSWORD, "wrong wrong"):
        assert secret not in said


# people


def test_a_person_logs_in_and_is_let_in(client):
    response = log_in(client, next="/review/new")
    assert (response.status_code, response.headers["location"]) == (303, "/review/new")
    assert client.get("/v1/reports").status_code == 200
    assert client.get("/review").status_code == 200
    assert client.get("/login?next=/review/new").headers["location"] == "/review/new"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client):
    cookie = log_in(client).headers["set-cookie"]
    assert re.fullmatch(
        r"doichieu_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", cookie
    )  # no Domain: this host alone; no Max-Age: gone with the browser


def test_over_https_the_cookies_are_bound_to_host_and_encryption(client):
    page = client.get("https://localhost/login")
    assert page.headers["set-cookie"].startswith("__Host-doichieu_visitor=")
    response = log_in(client, base="https://localhost")
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-doichieu_session=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"))
    assert "Domain" not in cookie
    assert client.get("https://localhost/v1/reports").status_code == 200


def test_over_https_a_cookie_without_the_prefix_is_not_looked_at(client):
    """A page on a sibling host can set a cookie for this one, but not under that prefix."""
    log_in(client)
    token = client.cookies["doichieu_session"]
    client.cookies.clear()
    response = client.get("https://localhost/v1/reports", headers={"Cookie": f"doichieu_session={token}"})
    problem(response, 401, "unauthenticated")


def test_a_token_that_was_there_before_the_login_is_worth_nothing_after_it(client):
    """Session fixation: the token is always a new one, and the one it replaces is ended."""
    token = token_of(client.get("/login"))
    form = {"name": "lan", "password": PASSWORD, "csrf": token}
    seen = ["A" * 43]
    client.cookies.set("doichieu_session", seen[0], domain="localhost.local", path="/")
    for _ in range(2):
        client.post("/login", data=form)
        seen.append(client.cookies["doichieu_session"])
    assert len(set(seen)) == 3
    assert [status_with(client, session) for session in seen] == [401, 401, 200]


def status_with(client, session: str) -> int:
    """What a call answers to somebody who holds this session."""
    client.cookies.clear()
    return client.get("/v1/reports", headers={"Cookie": f"doichieu_session={session}"}).status_code


@pytest.mark.parametrize(("name", "password"), [("lan", "wrong wrong"), ("nobody", PASSWORD), ("", "")])
def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(client, name, password):
    response = log_in(client, name, password)
    assert response.status_code == 422
    assert "Tên hoặc mật khẩu không đúng." in response.text
    assert "doichieu_session" not in response.headers.get("set-cookie", "")
    assert PASSWORD not in response.text


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example", "/review\r\nSet-Cookie: a=b", "/review%0d%0a\r", "", "evil", "/login?next=/login",
        "/" + "x" * 3000, "/rêview",
    ],
)  # fmt: skip
def test_a_login_leads_nowhere_but_to_our_own_pages(client, wanted):
    response = log_in(client, next=wanted)
    assert response.headers["location"] == "/review"
    assert "a=b" not in response.headers["set-cookie"]
    page = client.get("/login", params={"next": wanted})
    assert page.headers["location"] == "/review"


def test_logging_out_ends_the_session_and_not_only_the_cookie(client):
    log_in(client)
    token = client.cookies["doichieu_session"]
    assert client.get("/logout").headers["location"] == "/account"
    response = client.post("/logout", data={"csrf": token_of(client.get("/account"))})
    assert response.headers["location"] == "/login"
    assert "doichieu_session" not in client.cookies
    assert status_with(client, token) == 401


@pytest.mark.parametrize("everywhere", [False, True])
def test_logging_out_everywhere_ends_the_sessions_on_other_machines_too(client, everywhere):
    log_in(client)
    other = client.cookies["doichieu_session"]
    client.cookies.clear()
    log_in(client)
    form = {"csrf": token_of(client.get("/account"))} | ({"everywhere": "1"} if everywhere else {})
    client.post("/logout", data=form)
    assert status_with(client, other) == (401 if everywhere else 200)


def test_a_new_password_is_a_new_session_and_the_end_of_all_others(client):
    new = "một câu khác hẳn câu cũ"
    log_in(client, "an")
    other = client.cookies["doichieu_session"]
    client.cookies.clear()
    log_in(client, "an")
    mine = client.cookies["doichieu_session"]
    form = {"csrf": token_of(client.get("/account")), "now": PASSWORD, "new": new, "again": new}
    for wrong, said in (
        ({"now": "not this one"}, "Mật khẩu hiện tại không đúng."),
        ({"again": "something else"}, "không giống nhau"),
        ({"new": "short", "again": "short"}, "từ 10 đến 256 ký tự"),
    ):
        response = client.post("/account", data=form | wrong)
        assert response.status_code == 422
        assert said in response.text
    response = client.post("/account", data=form)
    assert (response.status_code, response.headers["location"]) == (303, "/account?changed=1")
    assert client.cookies["doichieu_session"] not in {mine, other}
    assert "Đã đổi mật khẩu" in client.get("/account?changed=1").text
    assert [status_with(client, session) for session in (mine, other)] == [401, 401]
    assert log_in(client, "an").status_code == 422
    assert log_in(client, "an", new).status_code == 303


def test_the_rights_of_a_person_follow_the_role(client, keys):
    path = client.post("/v1/reports", json={"text": REPORT}, headers=bearer(keys["root"])).headers["location"]
    ours = {"Sec-Fetch-Site": "same-origin"}
    log_in(client, "lan")
    assert client.get(path).status_code == 200
    problem(client.delete(path, headers=ours), 403, "forbidden")
    client.cookies.clear()
    log_in(client, "Trần Mai")
    assert client.delete(path, headers=ours).status_code == 204
    stone = problem(client.get(path), 410, "gone")["tombstone"]
    assert stone["actor"] == "user:Trần Mai"


# too many tries


def test_a_name_can_be_tried_a_few_times_from_one_place_and_then_not_even_with_the_right_password(client):
    assert [log_in(client, "lan", "wrong wrong").status_code for _ in range(6)] == [422] * 5 + [429]
    response = log_in(client, "LAN")
    assert response.status_code == 429
    assert 0 < int(response.headers["retry-after"]) <= 60
    assert "Bạn đã thử quá nhiều lần" in response.text
    assert log_in(client, "Trần Mai").status_code == 303


def test_good_logins_are_not_counted(client):
    for _ in range(8):
        client.cookies.clear()
        assert log_in(client).status_code == 303


# what another site's page can do


FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:3000"},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(
    "path", ["/v1/reports", "/v1/mentions", "/review/new", "/logout", "/login", "/account"]
)
def test_a_page_of_another_site_changes_nothing(client, path, headers):
    log_in(client)
    problem(client.post(path, headers=headers, json=TEXT), 403, "cross_site")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_session_alone_makes_no_call(client, kind):
    """A form of another site can send such a body with the cookies, and an old browser says no origin."""
    log_in(client)
    body = b'{"text": "' + "Kết nạp 176 đảng viên.".encode() + b'", "x": "="}'
    response = client.post("/v1/mentions", content=body, headers={"Content-Type": kind} if kind else {})
    problem(response, 403, "csrf_failed")


@pytest.mark.parametrize(
    "proof",
    [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {"X-CSRF-Token": ""}],
    ids=str,
)
def test_a_call_from_our_own_page_or_with_its_token_is_taken(client, proof):
    log_in(client)
    given = {name: value or token_of(client.get("/account")) for name, value in proof.items()}
    assert client.post("/v1/mentions", json=TEXT, headers=given).status_code == 200


@pytest.mark.parametrize("path", ["/login", "/logout", "/account", "/review/new"])
def test_a_form_needs_the_token_of_its_own_session(client, path):
    log_in(client, "Trần Mai")
    foreign = token_of(client.get("/account"))
    client.cookies.clear()
    log_in(client)
    for token in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": "é"}):
        response = client.post(path, data={"name": "lan", "password": PASSWORD, **token})
        assert response.status_code == 403, token
    assert client.get("/v1/reports").status_code == 200


def test_a_form_is_a_form_and_nothing_else(client):
    log_in(client)
    response = client.post("/logout", json={"csrf": token_of(client.get("/account"))})
    assert response.status_code == 415


def test_a_key_needs_no_proof_of_origin(client, keys):
    """Nobody's browser sends it by itself."""
    headers = bearer(keys["plain"]) | {"Origin": "https://partner.example"}
    assert client.post("/v1/mentions", json=TEXT, headers=headers).status_code == 200


# the description


def test_the_openapi_document_says_who_may_make_each_call(client):
    document = client.get("/openapi.json").json()
    assert set(document["components"]["securitySchemes"]) == {"key", "session"}
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if not path.startswith("/v1/"):
                open_here = [{}, {"key": ["metrics"]}, {"session": ["metrics"]}]
                assert operation.get("security") == (open_here if path == "/metrics" else None), path
                continue
            assert {name for way in operation["security"] for name in way} == {"key", "session"}, path
            assert {"401", "403"} <= set(operation["responses"]), path
            codes = operation["responses"]["403"]["content"]["application/problem+json"]["examples"]
            assert ("csrf_failed" in codes) == (method != "get"), path
    assert document["paths"]["/v1/reports"]["post"]["security"][0] == {"key": ["reports:write"]}


# pages


@pytest.mark.parametrize("path", ["/login", "/account", "/review", "/nowhere"])
def test_pages_run_no_script_but_our_own_and_load_nothing_from_elsewhere(client, path):
    if path != "/login":
        log_in(client)
    response = client.get(path)
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert not re.search(
        r"<script(?![^>]*\bsrc=\"/)|\son\w+=|\sstyle=|<style|(src|href)=\"(https?:)?//", response.text
    )


def test_the_login_page_speaks_english_too(client):
    page = client.get("/login?lang=en")
    assert "Log in to review reports." in page.text
    assert '<html lang="en">' in page.text


def test_a_name_with_markup_stays_text(client):
    response = log_in(client, '"><script>alert(1)</script>', "wrong wrong")
    assert "<script>alert" not in response.text


# without accounts


def test_without_accounts_the_only_user_of_this_machine_needs_no_login():
    """Asked of the gate alone: a second service cannot run in this process."""

    async def census():
        return SimpleNamespace(anyone=False)

    async def nobody(_):
        return None

    accounts = SimpleNamespace(census=census, key=nobody, session=nobody)

    def asked(local=True, client="127.0.0.1", **headers):
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "headers": raw, "scheme": "http", "client": (client, 1) if client else None}
        backend = SimpleNamespace(accounts=accounts, limits=Limits(local=local))
        return asyncio.run(identify(Request(scope), backend))

    assert asked() == LOCAL
    assert asked(client="::1") == LOCAL
    assert asked(client=None) == LOCAL
    assert asked(authorization="Bearer some-other-key") == LOCAL
    assert asked(local=False) is None
    assert asked(client="192.0.2.7") is None
    assert asked(client="10.0.0.2") is None
