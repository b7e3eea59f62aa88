"""Tables from strangers: CSV and XLSX, read in a child process with limits, kept as rows until somebody uses them.

    parsing    file in, rows or a refusal out (starts the child)
    child      the child: sets its limits, then reads; imports neither Django nor any app
    texts      CSV: encoding, delimiter, rows          sheets    XLSX: checked as an archive, then read
    columns    what an import asks for, which header means which, and each cell cleaned or named
    drafts     uploads stored until they are used, and made anew into rows

This file imports nothing, because the child passes through it.
"""
