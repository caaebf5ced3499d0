"""What the browser tests need beyond Python: Chromium, and a font with Chinese characters."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PACKAGES = {"browser": "chromium", "font": "fonts-noto-cjk"}
# Quiet, without a sandbox (which root may not use) and without calls to the outside.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def executable() -> str | None:
    """The browser to drive: $CHROMIUM, or the first that is installed."""
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *NAMES) if name)
    return next((path for path in found if path), str(MACOS) if MACOS.exists() else None)


def prepare() -> str | None:
    """Make the browser and the font available, installing them where we may.

    Returns None when all is there, otherwise the sentence that says what is missing and how to get it.
    """
    missing = _missing()
    if missing and os.getuid() == 0 and shutil.which("apt-get"):
        _install(missing)
        missing = _missing()
    if not missing:
        return None
    packages = " ".join(missing)
    return (
        f"Browser tests need {packages}. Debian, Ubuntu: apt-get install {packages}. "
        "Elsewhere install Chromium or Chrome and a Chinese font. CHUCAI_NO_BROWSER=1 leaves these tests out."
    )


def _missing() -> list[str]:
    return [PACKAGES[need] for need, there in (("browser", executable()), ("font", _has_chinese_font())) if not there]


def _has_chinese_font() -> bool:
    if sys.platform == "darwin":
        return True  # the system's own PingFang
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    listed = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _install(packages: list[str]) -> None:
    print(f"run: installing {' '.join(packages)} for the browser tests (apt-get)", file=sys.stderr, flush=True)
    # The package lists may be old or absent, so they are fetched first; a failure shows when we look again.
    for command in ("update", "-q"), ("install", "-y", "-q", "--no-install-recommends", "fontconfig", *packages):
        subprocess.run(
            ["apt-get", *command],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
