"""Connect to a Dask cluster, or start one on this computer. Imports Dask."""

from typing import Final

from distributed import Client, LocalCluster, Security

from core.work.cluster_address import ClusterAddress

_TIMEOUT_SECONDS: Final = 5


def start_local_cluster(num_workers: int) -> LocalCluster:
    """Return a cluster of workers on this computer, which others cannot reach."""
    return LocalCluster(
        n_workers=num_workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        # It would count the worker's own process alone, and parts have others.
        memory_limit=0,
    )


def open_client(address: ClusterAddress, local: LocalCluster | None) -> Client:
    """Return a client of a local cluster, or of the one at an address.

    Raises:
        OSError: There is no scheduler, or it refuses the certificate.
        TimeoutError: It does not answer.
    """
    if local is not None:
        return Client(local, set_as_default=False)
    security = None
    if address.is_encrypted:
        security = Security(
            tls_ca_file=address.ca,
            tls_client_cert=address.certificate,
            tls_client_key=address.key,
            require_encryption=True,
        )
    return Client(
        address.url, security=security, timeout=_TIMEOUT_SECONDS, set_as_default=False
    )
