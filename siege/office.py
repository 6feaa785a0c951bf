"""The table that people download, opened in a real spreadsheet: every text as it is, and none taken for a formula."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

from dashboard.ingest import Limits, read_isolated
from siege import Row, strings

PROGRAM = "soffice"
_WHAT = "the exported table in LibreOffice"
_FILTER = "CSV:44,34,76,1,,0,false,true,false"
"""Commas, quotation marks, UTF-8, from the first line; what looks like a number or a formula may become one."""


def run(work: Path, *, count: int) -> list[Row]:
    """So many hostile texts, exported as CSV and saved by LibreOffice as its own."""
    strings.import_texts(work, count)
    exported = work / "exported.csv"
    command = [sys.executable, "-m", "dashboard", "export", "--format", "csv", "--campaign", strings.SLUG]
    subprocess.run([*command, "--output", exported, "--data-dir", work], check=True, capture_output=True)
    opened = [
        PROGRAM,
        f"-env:UserInstallation=file://{work / 'profile'}",
        "--headless",
        f"--infilter={_FILTER}",
    ]
    subprocess.run(
        [*opened, "--convert-to", "xlsx", "--outdir", work, exported], check=True, capture_output=True
    )
    saved = work / "exported.xlsx"
    with zipfile.ZipFile(saved) as archive:
        formulas = archive.read("xl/worksheets/sheet1.xml").count(b"<f")
    table = read_isolated(saved.read_bytes(), limits=Limits())
    with exported.open(encoding="utf-8-sig", newline="") as file:
        written = [row["title"] for row in csv.DictReader(file)]
    at = table.header.index("title")
    same = sum(row.cells[at] == text for row, text in zip(table.rows, written, strict=False))
    figure = f"{same:,} of {len(written):,} titles as they are, {formulas} formulas"
    return [Row(_WHAT, figure, same == len(written) > 0 and not formulas)]
