"""Bring the browser scripts that the pages use into the tree, exactly as the lock file names them.

``python scripts/vendor.py`` fetches the packages with the npm client, takes the files named in
``api/pages/vendor/vendor.toml`` and writes them beside it, if their sha256 is the one in the lock file.
``python scripts/vendor.py --check`` compares the files in the tree with the lock file and fetches nothing.
Exit code 0: the tree is as the lock file says; 1: it is not.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "api" / "pages" / "vendor"
LOCK = "vendor.toml"


def differences(folder: Path) -> Iterator[str]:
    """What in ``folder`` is not as its lock file says: missing, changed and unlisted files."""
    listed = {LOCK}
    for package in _packages(folder):
        for file in package["files"]:
            listed.add(file["name"])
            path = folder / file["name"]
            if not path.is_file():
                yield f"{file['name']}: missing"
            elif _sha256(path.read_bytes()) != file["sha256"]:
                yield f"{file['name']}: not the file of {package['name']} {package['version']}"
    yield from (f"{path.name}: not in {LOCK}" for path in sorted(folder.iterdir()) if path.name not in listed)


def fetch(folder: Path) -> None:
    """Write every file of the lock file; stops at the first that has another sha256."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the scripts; install Node.js.")
    for package in _packages(folder):
        with tempfile.TemporaryDirectory() as scratch:
            wanted = f"{package['name']}@{package['version']}"
            packed = subprocess.run([npm, "pack", "--silent", wanted], cwd=scratch, check=True, capture_output=True)
            with tarfile.open(Path(scratch) / packed.stdout.decode().split()[-1]) as archive:
                for file in package["files"]:
                    _write(archive, file, folder)


def _write(archive: tarfile.TarFile, file: dict[str, str], folder: Path) -> None:
    member = archive.extractfile(f"package/{file['from']}")
    content = member.read() if member else b""
    if _sha256(content) != file["sha256"]:
        raise SystemExit(f"{file['from']}: sha256 is {_sha256(content)}, the lock file says {file['sha256']}.")
    (folder / file["name"]).write_bytes(content)


def _packages(folder: Path) -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = tomllib.loads((folder / LOCK).read_text("utf-8"))["package"]
    return packages


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        fetch(FOLDER)
    found = list(differences(FOLDER))
    print("\n".join(found) or f"{FOLDER.name}: as the lock file says")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
