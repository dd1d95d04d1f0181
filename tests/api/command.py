"""Running the command line in tests."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from api.cli import app

SAMPLES = Path(__file__).parents[2] / "api" / "samples"
SEED = SAMPLES / "jinping" / "self-check-report.txt"
DUTY = "青禾县水利局：\n一、县水利局负责河道保洁工作。\n"


def run(*arguments: object, lang: str = "zh", stdin: str | None = None) -> Result:
    """The result of ``zelian`` with these arguments."""
    environment = {"ZELIAN_LANG": lang, "ZELIAN_STORE": None}
    return CliRunner().invoke(app, [str(each) for each in arguments], stdin, environment)
