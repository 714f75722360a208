"""Settings from the environment: the only module that reads ``MISREAD_*`` variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The environment variables that Misread knows; "" if one is not set.

    Attributes:
        home: ``MISREAD_HOME``, the data folder.
        mnist: ``MISREAD_MNIST``, a file or folder that holds MNIST.
        mnist_url: ``MISREAD_MNIST_URL``, the address that MNIST is downloaded from.
        keras_home: ``KERAS_HOME``, the folder of Keras's cache.
        language: Language of the terminal: ``MISREAD_LANG``, or else what ``LC_ALL``,
            ``LC_MESSAGES`` or ``LANG`` names.
        mode: ``MISREAD_MODE``, ``personal`` or ``shared``.
        allowed_hosts: ``MISREAD_ALLOWED_HOSTS``, host names separated by commas.
        allows_training: True if ``MISREAD_TRAINING`` is 1: users of a shared dashboard
            may train.
        cluster: ``MISREAD_CLUSTER``, the address of a Dask scheduler, or ``local:N``.
        cluster_ca, cluster_cert, cluster_key: ``MISREAD_CLUSTER_CA``,
            ``MISREAD_CLUSTER_CERT`` and ``MISREAD_CLUSTER_KEY``, the files that protect
            the way there, in PEM format.
        log_level: ``MISREAD_LOG_LEVEL``, ``DEBUG``, ``INFO``, ``WARNING`` or ``ERROR``.
        log_format: ``MISREAD_LOG_FORMAT``, ``json`` for one JSON object per line.
    """

    home: str
    mnist: str
    mnist_url: str
    keras_home: str
    language: str
    mode: str
    allowed_hosts: tuple[str, ...]
    allows_training: bool
    cluster: str
    cluster_ca: str
    cluster_cert: str
    cluster_key: str
    log_level: str
    log_format: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings; never cached, so that a change takes effect at once."""
        get = environment.get
        languages = map(get, ("MISREAD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
        hosts = get("MISREAD_ALLOWED_HOSTS", "").split(",")
        return cls(
            home=get("MISREAD_HOME", ""),
            mnist=get("MISREAD_MNIST", ""),
            mnist_url=get("MISREAD_MNIST_URL", ""),
            keras_home=get("KERAS_HOME", ""),
            language=next(filter(None, languages), ""),
            mode=get("MISREAD_MODE", ""),
            allowed_hosts=tuple(host for host in hosts if host.strip()),
            allows_training=get("MISREAD_TRAINING") == "1",
            cluster=get("MISREAD_CLUSTER", "").strip(),
            cluster_ca=get("MISREAD_CLUSTER_CA", ""),
            cluster_cert=get("MISREAD_CLUSTER_CERT", ""),
            cluster_key=get("MISREAD_CLUSTER_KEY", ""),
            log_level=get("MISREAD_LOG_LEVEL", "").upper(),
            log_format=get("MISREAD_LOG_FORMAT", "").lower(),
        )
