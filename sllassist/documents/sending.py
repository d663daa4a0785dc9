"""How a set of papers goes to its recipient: which of its files, in which words, and what follows. Data of the scheme.

Lies in `forms/<scheme>/manifest.toml`: `[sending]` for all its sets, `[sets.<set>]` for one. Not for: who the recipient is
(`sllassist.schemes`), and for laying the words out (`sllassist.documents.manifest`).
"""

import tomllib
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sllassist import paths


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Part):
    """What follows after sending, and when."""

    when: str
    text: str


class Sending(_Part):
    """`format`: the files that are sent; those of the other kind are kept.

    `lead`: said above them. `none`: said instead when the user chose not to make them. `made`: said once they are made,
    with their {count}. `send_title`, `keep_title`: what the two heaps of files are called.
    """

    format: Literal["xlsx", "pdf"] = "xlsx"
    send_title: str = "添付するファイル"
    keep_title: str = "控えと、写しを渡す先"
    lead: str = "メールに付けるのは、次のExcelファイル（.xlsx）だけです。PDFは付けません。"
    none: str = "送るにはExcelファイル（.xlsx）が必要です。形式でExcelを選んで、もう一度書類を作ってください。"
    made: str = "メールに付けるのは、Excelの{count}個だけです。"
    steps: tuple[Step, ...] = ()


def sending_of(scheme: str, set_id: str) -> Sending:
    """How a set of a scheme is sent; as Excel files by mail where the scheme says nothing.

    Raises tomllib.TOMLDecodeError, or ValueError (pydantic) for data that do not hold together.
    """
    path = paths.form(scheme, "manifest.toml")
    told = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    return Sending.model_validate({**told.get("sending", {}), **told.get("sets", {}).get(set_id, {})})
