"""The dashboard: pages, blocks, widgets and their wording, on top of `core`."""

from pathlib import Path

from core.wording.messages import add_folder

add_folder(Path(__file__).parent / "wording")
