"""Parts on the machines of a Dask cluster, of which this process is the client.

Imports Dask, which only computers with a cluster have.
"""

import queue
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Self

from distributed import Client, Future, LocalCluster

from core import log
from core.errors import WorkError
from core.model.progress import TrainingProgress
from core.store.part_results import PartResult, pack_result, unpack_result
from core.work import cluster_worker
from core.work.cluster_address import ClusterAddress
from core.work.cluster_client import open_client, start_local_cluster
from core.work.cluster_versions import describe_here, differences
from core.work.parts import Part
from core.work.places import ReportPart, Task
from core.work.task import pack_task, part_to_json

_CONNECT_SECONDS: Final = 10.0
_RECONNECT_SECONDS: Final = 300.0
_NO_WORKER_SECONDS: Final = 60.0
_RENEW_SECONDS: Final = 10.0
_POLL_SECONDS: Final = 0.1
_STOP_SECONDS: Final = 1.5
_MAX_DEATHS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Running:
    """A part that a worker does."""

    part: Part
    worker: str
    future: Future


class Cluster:
    """A Dask cluster, which does a part on each of its workers, inside a with block.

    A part goes to a worker that has nothing else to do, because Dask cannot take back
    what it handed out.

    Args:
        address: Where the cluster is.
        job: Id of the job.
        on_wait: Called when there has been no worker for a minute.

    Raises:
        WorkError: The cluster cannot be reached.
    """

    def __init__(
        self, address: ClusterAddress, job: str, on_wait: Callable[[], None]
    ) -> None:
        self._address, self._on_wait = address, on_wait
        # Workers may still do parts of a process of this job that died.
        self._attempt = f"{job}.{secrets.token_hex(4)}"
        self._client: Client | None = None
        self._local: LocalCluster | None = None
        self._progress: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._usable: dict[str, str] = {}
        self._left_out: dict[str, str] = {}
        self._running: list[_Running] = []
        self._deaths: Counter[str] = Counter()
        self._closed = threading.Event()
        self._idle_since = time.monotonic()

    def __enter__(self) -> Self:
        if self._address.local_workers:
            self._local = start_local_cluster(self._address.local_workers)
        self._connect(_CONNECT_SECONDS)
        self._call(cluster_worker.end_earlier_attempts)
        threading.Thread(target=self._renew, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        if self._running:
            self.stop()
        self._disconnect()
        if self._local is not None:
            self._local.close()

    @property
    def num_machines(self) -> int:
        """Number of workers that do parts."""
        return len(self._usable)

    def do(
        self,
        task: Task,
        parts: Sequence[Part],
        results: Mapping[int, PartResult],
        report: ReportPart,
    ) -> Iterator[tuple[Part, PartResult]]:
        """Yield each part with its result, as soon as it is done.

        Raises:
            WorkError: The cluster is gone for minutes, has no worker of this version,
                or a part failed there, or ended three processes.
        """
        packed = pack_task(task)
        while missing := [part for part in parts if part.number not in results]:
            try:
                client = self._connected()
                self._update_workers(client)
                self._hand_out(client, packed, missing, results)
                yield from self._finished()
            except (OSError, TimeoutError) as error:
                log.warning("cluster-lost", reason=type(error).__name__)
                self._disconnect()
                self._connect(_RECONNECT_SECONDS)
                # What they still do is handed out again.
                self._call(cluster_worker.kill_parts)
            self._report(parts, report)
            time.sleep(_POLL_SECONDS)

    def workers(self) -> tuple[list[str], list[str]]:
        """Return the hosts of usable workers, and how the others differ."""
        with suppress(WorkError):
            self._update_workers(self._connected())
        return sorted(self._usable.values()), sorted(self._left_out.values())

    def stop(self) -> None:
        """Kill the parts of this job on all workers, within two seconds."""
        self._call(cluster_worker.end_attempt)

    def _call(self, function: Callable[[str], None]) -> None:
        """Call a function of `cluster_worker` with this attempt on every worker."""
        client = self._client
        if client is not None:
            with suppress(Exception):
                client.sync(
                    client._run,
                    function,
                    self._attempt,
                    on_error="ignore",
                    callback_timeout=_STOP_SECONDS,
                )

    def _connect(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        address = self._address
        while True:
            try:
                self._client = open_client(address, self._local)
                break
            except (OSError, TimeoutError) as error:
                if time.monotonic() > deadline:
                    raise WorkError(
                        "cluster-unreachable", address=str(address)
                    ) from error
                time.sleep(1)
        self._client.subscribe_topic(f"misread-{self._attempt}", self._hear)

    def _connected(self) -> Client:
        if self._client is None or self._client.status != "running":
            raise ConnectionError
        return self._client

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        self._running, self._usable = [], {}
        if client is not None:
            with suppress(Exception):
                client.close(timeout=2)

    def _hear(self, event: tuple[float, dict[str, Any]]) -> None:
        self._progress.put(event[1])

    def _renew(self) -> None:
        """Renew the lease of this job on all workers, as long as it lives."""
        while not self._closed.wait(_RENEW_SECONDS):
            self._call(cluster_worker.renew)

    def _update_workers(self, client: Client) -> None:
        """Find out which workers have come and gone, and which have this version."""
        known = client.scheduler_info(n_workers=-1)["workers"]
        for address in [each for each in self._usable if each not in known]:
            del self._usable[address]
        self._wait_for_workers()
        new = [e for e in known if e not in self._usable and e not in self._left_out]
        if not new:
            return
        found = client.run(
            cluster_worker.describe_worker, workers=new, on_error="return"
        )
        for address, description in found.items():
            host = known[address].get("host", address)
            if isinstance(description, ImportError | AttributeError):
                self._left_out[address] = f"{host}: {description}"
            elif not isinstance(description, dict):
                continue  # It went away meanwhile, or is asked again.
            elif different := differences(describe_here(), description):
                self._left_out[address] = f"{host}: {different}"
            else:
                self._usable[address] = host
        if self._left_out and not self._usable:
            left_out = "; ".join(sorted(set(self._left_out.values())))
            raise WorkError("cluster-versions", workers=left_out)

    def _wait_for_workers(self) -> None:
        now = time.monotonic()
        if self._usable:
            self._idle_since = now
        elif now - self._idle_since > _NO_WORKER_SECONDS:
            self._idle_since = now
            self._on_wait()

    def _hand_out(
        self,
        client: Client,
        packed: bytes,
        missing: Sequence[Part],
        results: Mapping[int, PartResult],
    ) -> None:
        """Give a part to each worker that has nothing to do."""
        self._count_deaths()
        busy = {each.worker for each in self._running}
        running = {each.part.number for each in self._running}
        ready = (
            part
            for part in missing
            if part.number not in running
            and all(number in results for number in part.taught_by)
        )
        idle = (worker for worker in self._usable if worker not in busy)
        for worker, part in zip(idle, ready, strict=False):
            shared = client.scatter(packed, workers=[worker])
            future = client.submit(
                cluster_worker.run_part,
                self._attempt,
                part.key,
                part_to_json(part),
                shared,
                [pack_result(results[number]) for number in part.taught_by],
                key=f"misread-{self._attempt}-{part.key}-{time.monotonic_ns()}",
                workers=[worker],
                pure=False,
                retries=0,
            )
            self._running.append(_Running(part, worker, future))

    def _count_deaths(self) -> None:
        """Take back the parts of workers that are gone."""
        for each in [each for each in self._running if each.worker not in self._usable]:
            self._running.remove(each)
            each.future.release()
            self._note_death(each)

    def _note_death(self, running: _Running) -> None:
        self._deaths[running.part.key] += 1
        log.warning("part-died", part=running.part.key)
        if self._deaths[running.part.key] >= _MAX_DEATHS:
            number = running.part.number + 1
            raise WorkError("part-died", number=number, worker=running.worker)

    def _finished(self) -> Iterator[tuple[Part, PartResult]]:
        for each in [each for each in self._running if each.future.done()]:
            self._running.remove(each)
            status = each.future.status
            if status == "finished":
                content = each.future.result(timeout=60)
                each.future.release()
                yield each.part, unpack_result(content)
                continue
            if status != "error":
                raise ConnectionError
            error = each.future.exception()
            if isinstance(error, cluster_worker.PartFailedError):
                raise WorkError(
                    "part-failed",
                    number=each.part.number + 1,
                    worker=each.worker,
                    reason=str(error),
                )
            self._note_death(each)

    def _report(self, parts: Sequence[Part], report: ReportPart) -> None:
        by_key = {part.key: part for part in parts}
        while not self._progress.empty():
            event = self._progress.get()
            # Of the last run of this job, an event may come late.
            if part := by_key.get(event["key"]):
                report(part, TrainingProgress(**event["progress"]))
