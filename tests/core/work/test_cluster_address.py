import pytest

from core.errors import WorkError
from core.settings import Settings
from core.work.cluster_address import (
    ClusterAddress,
    address_of_scheduler,
    cluster_address,
)
from core.work.cluster_versions import describe_here, differences


def settings(cluster="", **files):
    names = {name: f"MISREAD_CLUSTER_{name.upper()}" for name in files}
    return Settings.from_environment(
        {"MISREAD_CLUSTER": cluster, **{names[name]: files[name] for name in files}}
    )


@pytest.fixture
def files(tmp_path):
    found = {}
    for name in ("ca", "cert", "key"):
        path = tmp_path / f"{name}.pem"
        path.write_text("PEM", "ascii")
        found[name] = str(path)
    return found


def test_without_the_setting_there_is_no_cluster():
    assert cluster_address(settings()) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("local:2", ClusterAddress(local_workers=2)),
        ("tcp://127.0.0.1:8786", ClusterAddress(url="tcp://127.0.0.1:8786")),
        ("tcp://localhost:1", ClusterAddress(url="tcp://localhost:1")),
        ("tcp://[::1]:8786", ClusterAddress(url="tcp://[::1]:8786")),
    ],
)
def test_this_computer_needs_no_certificate(text, expected):
    assert cluster_address(settings(text)) == expected
    assert not expected.is_encrypted


def test_other_computers_need_certificates(files):
    address = cluster_address(settings("tls://192.0.2.10:8786", **files))

    assert address.is_encrypted
    assert [address.ca, address.certificate, address.key] == list(files.values())


@pytest.mark.parametrize(
    "text",
    [
        *("8786", "local:0", "local:two", "http://127.0.0.1:8786", "tls://host"),
        *("tcp://127.0.0.1:port", "tcp://:8786", "tcp://127.0.0.1:99999"),
    ],
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(WorkError, match="cluster-address"):
        cluster_address(settings(text))


@pytest.mark.parametrize("host", ["192.0.2.10", "example.org", "0.0.0.0"])
def test_nothing_goes_to_another_computer_unencrypted(host):
    with pytest.raises(WorkError, match="cluster-unencrypted"):
        cluster_address(settings(f"tcp://{host}:8786"))
    with pytest.raises(WorkError, match="cluster-certificate"):
        address_of_scheduler(host, 8786, settings())


@pytest.mark.parametrize("missing", ["ca", "cert", "key"])
def test_a_missing_file_is_named(files, missing):
    files[missing] += ".missing"

    with pytest.raises(WorkError) as caught:
        cluster_address(settings("tls://192.0.2.10:8786", **files))

    assert caught.value.values["name"] == missing.upper()
    assert caught.value.values["path"] == files[missing]


def test_a_scheduler_for_this_computer_alone_needs_no_certificate(files):
    plain = address_of_scheduler("127.0.0.1", 8786, settings())
    safe = address_of_scheduler("127.0.0.1", 8786, settings(**files))

    assert plain.url == "tcp://127.0.0.1:8786"
    assert safe.url == "tls://127.0.0.1:8786"


def test_what_differs_is_named():
    here = describe_here()

    assert differences(here, dict(here)) == ""
    there = {**here, "Python": "2.7", "numpy": "1.0"}
    assert differences(here, there) == "Python 2.7, numpy 1.0"
    del there["numpy"]
    assert differences(here, there) == "Python 2.7, numpy missing"
