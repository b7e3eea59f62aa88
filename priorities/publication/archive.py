"""A zip of which every byte follows from the files: stored, sorted, one fixed date.

Written by hand, because what a zip library writes may change with its version, and verify.py compares bytes.
Layout: PKWARE APPNOTE 6.3.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end).
"""

import struct
import zlib
from collections.abc import Mapping

LOCAL = struct.Struct("<IHHHHHIIIHH")
CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
END = struct.Struct("<IHHHHIIH")

VERSION = 20  # 2.0: the oldest that knows plain stored files
MADE_ON_UNIX = 3 << 8 | VERSION
FIRST_JANUARY_1980 = 0x21
REGULAR_FILE = 0o100644 << 16


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """The archive of the files. Names are plain ASCII without folders."""
    body, directory = bytearray(), bytearray()
    for name in sorted(files):
        data, encoded, offset = files[name], name.encode("ascii"), len(body)
        common = (
            VERSION,
            0,
            0,
            0,
            FIRST_JANUARY_1980,
            zlib.crc32(data),
            len(data),
            len(data),
            len(encoded),
            0,
        )
        body += LOCAL.pack(0x04034B50, *common) + encoded + data
        directory += CENTRAL.pack(0x02014B50, MADE_ON_UNIX, *common, 0, 0, 0, REGULAR_FILE, offset) + encoded
    count, start = len(files), len(body)
    return bytes(body + directory + END.pack(0x06054B50, 0, 0, count, count, len(directory), start, 0))
