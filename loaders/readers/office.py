"""LibreOffice, where it is installed: old Word files (doc, wps) to docx, any number of them in one call."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

_PROGRAMS: Final = ("soffice", "libreoffice")
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""Settings of a profile of its own: no macros, and nothing that a document links to is fetched."""
_NOWHERE: Final = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9")


def to_docx(files: Sequence[Path], folder: Path, *, seconds: float) -> Mapping[Path, Path]:
    """Convert old Word files to docx files in ``folder``; a file that cannot be converted is left out.

    All go into one call of at most ``seconds`` for each file; when it does not end, the files are taken one by one, so
    that only the bad ones are lost. Without LibreOffice the answer is empty.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None or not files:
        return {}
    taken = {file: folder / f"{number}.doc" for number, file in enumerate(files)}
    for file, copy in taken.items():
        copy.write_bytes(file.read_bytes())
    if not _run(program, list(taken.values()), folder, seconds * len(files)) and len(files) > 1:
        for copy in taken.values():
            if not copy.with_suffix(".docx").exists():
                _run(program, [copy], folder, seconds)
    made = {file: copy.with_suffix(".docx") for file, copy in taken.items()}
    return {file: docx for file, docx in made.items() if docx.exists()}


def _run(program: str, files: Sequence[Path], folder: Path, seconds: float) -> bool:
    """One call; False when it failed or was ended after ``seconds``."""
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_SETTINGS, "utf-8")
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), *map(str, files)]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - a fixed program, files of names of our own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, **_NOWHERE}, start_new_session=True,
    )  # fmt: skip
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
