"""The child process that draws: a specification comes in, a picture goes out. Only this imports vl-convert.

python -m foundation.charts.draw svg|png  < specification  > picture
"""

import sys
from pathlib import Path


def main() -> None:
    import font_roboto  # noqa: PLC0415  -- reason: only the child pays for it
    import vl_convert  # noqa: PLC0415  -- reason: as above

    vl_convert.register_font_directory(str(Path(font_roboto.__file__).parent / "files"))
    specification = sys.stdin.buffer.read().decode()
    if sys.argv[1] == "png":
        picture = vl_convert.vegalite_to_png(specification, scale=2, allowed_base_urls=[])
    else:
        picture = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[]).encode()
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
