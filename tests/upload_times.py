"""When uploads were imported, changed as a user's clock would."""

import json
from datetime import UTC, datetime, timedelta

from core.store import artefacts


def set_created(upload, created):
    """Change when an upload was imported; its manifest stays intact."""
    path = upload.folder / artefacts.MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    manifest["about"]["created"] = created.isoformat()
    manifest["digest"] = artefacts._digest([manifest["about"], manifest["files"]])
    path.write_text(json.dumps(manifest), "utf-8")
    artefacts._verified_manifests.clear()


def age(upload, days):
    """Make an upload some days old."""
    set_created(upload, datetime.now(UTC) - timedelta(days=days))
