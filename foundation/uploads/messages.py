"""Why a file was refused, by code. Written in English and marked for translation, without Django."""


def gettext_noop(message: str) -> str:
    """Mark for extraction only; the name is the one the extractor looks for."""
    return message


FILE_MESSAGES: dict[str, str] = {
    # text
    "empty_file": gettext_noop("The file is empty."),
    "unknown_encoding": gettext_noop("The text is neither UTF-8 nor Windows-1251."),
    "nul_byte": gettext_noop("The row contains a NUL byte: this is not a text file."),
    "malformed_csv": gettext_noop("The row cannot be read as CSV: %(reason)s."),
    "line_too_long": gettext_noop("A line is longer than %(limit)s characters."),
    "wrong_delimiter": gettext_noop(
        "The header is one single column: columns are separated by comma, semicolon, tab or |."
    ),
    # any table
    "file_too_large": gettext_noop("The file is larger than %(limit)s MB."),
    "too_many_rows": gettext_noop(
        "There are more than %(limit)s rows. Please divide the table into several files."
    ),
    "too_many_columns": gettext_noop(
        "There are more than %(limit)s columns. Please leave only those that are needed."
    ),
    "cell_too_long": gettext_noop("The text of the cell is longer than %(limit)s characters."),
    "too_much_text": gettext_noop("All texts together are longer than %(limit)s characters."),
    "too_much_work": gettext_noop(
        "Reading the file takes more time or memory than a table of figures needs. Please copy the values into a new "
        "file and try again."
    ),
    # other files
    "old_excel": gettext_noop(
        "This is an old Excel file (XLS) or one protected by a password. Please save it as XLSX or CSV, without a "
        "password."
    ),
    "macros": gettext_noop("The file contains macros. Please save it as an XLSX file without macros."),
    "binary_excel": gettext_noop("This is a binary Excel file (XLSB). Please save it as XLSX or CSV."),
    "open_document": gettext_noop("This is an OpenDocument file (ODS). Please save it as XLSX or CSV."),
    "not_a_workbook": gettext_noop("This is an archive, but no XLSX workbook."),
    "not_a_table": gettext_noop("This is no table but a file of another kind (%(kind)s). Send XLSX or CSV."),
    # workbooks
    "damaged": gettext_noop(
        "The XLSX file is damaged or incomplete. Please save it again and send it once more."
    ),
    "encrypted": gettext_noop("The file is protected by a password. Please save it without one."),
    "unpacks_too_large": gettext_noop(
        "Unpacked, the file is larger than %(limit)s MB: that is more than a table of this kind needs."
    ),
    "too_many_members": gettext_noop(
        "The archive has more than %(limit)s parts: this is no ordinary workbook."
    ),
    "odd_member": gettext_noop("The archive has a part with a name that no workbook has: %(name)s."),
    "dangerous_xml": gettext_noop(
        "The workbook contains definitions that can overload a computer or read other files; it was not read."
    ),
    "too_many_sheets": gettext_noop(
        "There are more than %(limit)s sheets. Please leave only those that are needed."
    ),
    "too_far_down": gettext_noop(
        "The sheet goes on below row %(limit)s. Please delete the empty rows under the table."
    ),
    "formula_without_value": gettext_noop(
        "The cell has a formula whose result is not stored in the file. Open the file in a spreadsheet program and "
        "save it there, or put the value instead of the formula."
    ),
}
