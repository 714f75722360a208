"""Check the Dockerfile without Docker, and the proxy settings of the guide."""

import http.server
import json
import re
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import start
from dashboard import __main__ as launcher

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "hosting.md").read_text("utf-8")
DOCKERIGNORE = (ROOT / ".dockerignore").read_text("utf-8")
NAME = "misread.example.org"


def instructions():
    """Return the instructions of the Dockerfile, each with its arguments."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.M).replace("\\\n", "")
    return [tuple(line.split(" ", 1)) for line in text.splitlines() if line]


def arguments(name):
    return [rest for instruction, rest in instructions() if instruction == name]


def sources():
    """Return the files and folders that are copied into the image."""
    return [name for rest in arguments("COPY") for name in rest.split()[:-1]]


def variables():
    pairs = " ".join(arguments("ENV")).split()
    return dict(pair.split("=", 1) for pair in pairs)


def command():
    return json.loads(arguments("CMD")[0])


def health_check():
    return json.loads(arguments("HEALTHCHECK")[0].partition("CMD ")[2])


def block(language):
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.M | re.S)
    return found


def test_everything_that_is_copied_exists():
    assert sources()
    assert [name for name in sources() if not (ROOT / name).exists()] == []


def test_everything_that_runs_is_copied():
    needed = {"core", "dashboard", "pages", ".streamlit", "requirements.lock"}

    assert needed <= set(sources())
    for rest in arguments("COPY"):
        *names, target = rest.split()
        assert target == "./" or [target] == names


def test_requirements_are_a_separate_layer():
    order = [f"{name} {rest}" for name, rest in instructions()]
    installing = next(line for line in order if "pip install" in line)

    before = order[: order.index(installing)]
    copied = [line for line in before if line.startswith("COPY")]
    assert copied == ["COPY requirements.lock ./"]
    assert installing.endswith("--require-hashes -r requirements.lock")


def test_image_has_a_supported_python():
    (image,) = arguments("FROM")
    version = re.fullmatch(r"python:(\d+)\.(\d+)-slim", image)

    assert start.version_problem(*map(int, version.groups())) == ""


def test_command_starts_the_dashboard_for_other_machines():
    options = launcher._parser().parse_args(command()[3:])

    assert command()[:3] == ["python", "-m", "dashboard"]
    assert options.host == "0.0.0.0"
    assert options.no_browser


def test_everything_uses_the_same_port():
    options = launcher._parser().parse_args(command()[3:])

    assert arguments("EXPOSE") == [str(options.port)]
    assert f"'127.0.0.1', {options.port}," in health_check()[-1]
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", GUIDE)) == {str(options.port)}


def test_container_is_not_root_and_has_one_writable_folder():
    names = [name for name, _ in instructions()]
    (user,) = arguments("USER")

    assert user not in ("root", "0")
    assert f"--owner={user}" in arguments("RUN")[0]
    assert arguments("VOLUME") == [variables()["MISREAD_HOME"]]
    assert "USER" not in names[names.index("CMD") :]
    assert not any(name in ("RUN", "COPY") for name in names[names.index("USER") :])


def test_a_container_is_shared():
    assert variables()["MISREAD_MODE"] == "shared"


class Answer(http.server.BaseHTTPRequestHandler):
    """Answers only the path of the health check."""

    def do_GET(self):
        self.send_response(200 if self.path == "/_stcore/health" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_health_check_distinguishes_a_server_from_none(monkeypatch):
    # No proxy listens here: a check through one would fail on a healthy server.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    program, *words = health_check()
    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    check = [word.replace("8501", str(server.server_port)) for word in words]
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def run():
        result = subprocess.run(
            [sys.executable, *check], capture_output=True, check=False
        )
        return result.returncode

    assert program == "python"
    assert run() == 0
    server.shutdown()
    server.server_close()
    assert run() == 1


def test_docker_receives_only_what_is_copied():
    rules = [line for line in DOCKERIGNORE.splitlines() if line and line[0] != "#"]
    included = [rule[1:] for rule in rules if rule.startswith("!")]
    last = rules[rules.index(f"!{included[-1]}") + 1 :]

    # This keeps out .git, .venv, tests and future folders.
    assert rules[0] == "*"
    assert sorted(included) == sorted(sources())
    assert {"**/__pycache__", ".streamlit/secrets.toml"} <= set(last)


def test_compose_equals_docker_run():
    guide = GUIDE.replace("\\\n", " ")
    compose, run = block("yaml"), re.findall(r"^docker run .*", guide, re.M)[0]
    values = [
        "127.0.0.1:8501:8501",
        f"misread:{variables()['MISREAD_HOME']}",
        "/tmp",
        "2g",
        NAME,
    ]

    assert all(value in compose and value in run for value in values)
    assert "--init" in run
    assert "init: true" in compose
    assert "--read-only" in run
    assert "read_only: true" in compose
    for name in re.findall(r"--env '?(\w+)=", run):
        assert re.search(rf"^ +{name}: ", compose, re.M)


def test_names_in_the_guide_are_valid_host_names():
    assert launcher.parse_host_name(NAME) == NAME
    for proxy in ("nginx", "caddyfile"):
        assert NAME in block(proxy)
        assert "127.0.0.1:8501" in block(proxy)


@pytest.fixture
def certificate(tmp_path):
    """Create a certificate and its key, valid for a day."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl, which creates the certificate for nginx")
    paths = tmp_path / "fullchain.pem", tmp_path / "privkey.pem"
    request = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=test"
    files = ["-out", str(paths[0]), "-keyout", str(paths[1])]
    subprocess.run([*shlex.split(request), *files], capture_output=True, check=True)
    return paths


def test_nginx_accepts_its_settings(tmp_path, certificate):
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not nginx:
        pytest.skip("needs nginx, which checks its settings")
    text = block("nginx").replace("#auth_basic", "auth_basic")
    for path in certificate:
        text, count = re.subn(rf"/\S+/{path.name}", str(path), text)
        assert count == 1
    # Ports below 1024 need root, and others may be in use.
    text = re.sub(r"listen (\d+)", rf"listen unix:{tmp_path}/\1", text)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}}\nhttp {{\n"
        "access_log off;\n"
        + "".join(
            f"{kind}_temp_path {tmp_path}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + text
        + "}\n",
        "utf-8",
    )

    result = subprocess.run(
        [nginx, "-t", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert "warn" not in result.stderr


def test_caddy_accepts_its_settings(tmp_path):
    caddy = shutil.which("caddy")
    if not caddy:
        pytest.skip("needs caddy, which checks its settings")
    version = subprocess.run([caddy, "version"], capture_output=True, text=True)
    text = re.sub(r"^\t#(?!\s*A )", "\t", block("caddyfile"), flags=re.M)
    if tuple(map(int, re.findall(r"\d+", version.stdout)[:2])) >= (2, 8):
        text = text.replace("basicauth", "basic_auth")
    assert "basic" in re.sub("#.*", "", text)
    (tmp_path / "Caddyfile").write_text(text, "utf-8")

    result = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", "Caddyfile"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin"},
    )

    assert result.returncode == 0, result.stderr
