"""PDF documents by typst: the one place that makes them. The same content gives the same bytes.

Templates stand in templates/documents/. What they show comes as JSON and is content only: nothing in it becomes markup.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings

STANDARD: Final = "ua-1"  # tagged: a screen reader finds headings, tables and their header rows


def pdf_bytes(template: str, data: Mapping[str, Any]) -> bytes:
    """`template`: a name in templates/documents/. `data` has `title` and `language`, and what that template reads."""
    import font_roboto  # noqa: PLC0415  -- reason: only documents pay for the import
    import typst  # noqa: PLC0415  -- reason: only documents pay for the import

    folder = Path(settings.BASE_DIR) / "templates" / "documents"
    content = typst.compile(
        str(folder / f"{template}.typ"),
        root=str(folder),
        font_paths=[str(Path(font_roboto.__file__).parent / "files")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=0,
    )
    return bytes(content)
