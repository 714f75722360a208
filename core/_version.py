"""The version of Misread."""

from typing import Final

VERSION: Final = "0.1.0"
