"""Every message of the readers, by code. Written in English and marked for translation, without Django."""

from foundation.uploads.messages import FILE_MESSAGES, gettext_noop

MESSAGES: dict[str, str] = {
    # the file as a whole
    **FILE_MESSAGES,
    "missing_column": gettext_noop("The column %(missing)s is missing in the header."),
    "unknown_column": gettext_noop("The column %(found)s is not expected in this file."),
    "duplicate_column": gettext_noop("The column %(found)s occurs more than once in the header."),
    # one row
    "wrong_column_count": gettext_noop("The row has %(found)s columns; the header has %(expected)s."),
    "unknown_region": gettext_noop("Unknown region: %(found)s."),
    "unknown_class": gettext_noop("Unknown class: %(found)s."),
    "unknown_indicator": gettext_noop("Unknown indicator: %(found)s."),
    "region_missing": gettext_noop("The cell is empty: it must say which region the row is about."),
    "other_region": gettext_noop(
        "The row is about %(found)s, and you work with another region. Delete such rows or let them be left out."
    ),
    "indicator_missing": gettext_noop("The cell is empty: it must say what is measured."),
    "year_missing": gettext_noop("The cell is empty: it must say the year."),
    "unit_too_long": gettext_noop("The unit %(found)s is longer than %(limit)s characters."),
    "missing_unit": gettext_noop("The unit is missing."),
    "not_a_year": gettext_noop("This is not a year: %(found)s."),
    "year_out_of_range": gettext_noop("The year %(found)s lies outside %(first)s to %(last)s."),
    "duplicate": gettext_noop(
        "A second value for %(key)s; the first stands in row %(first_row)s, %(first_column)s."
    ),
    "differs_from_stored": gettext_noop(
        "%(key)s is %(found)s here, but %(stored)s in %(other_file)s, which was loaded before."
    ),
    # one cell
    "not_a_number": gettext_noop("This is not a number: %(found)s."),
    "not_finite": gettext_noop("Neither infinite nor undefined values are accepted: %(found)s."),
    "ambiguous_number": gettext_noop(
        "%(found)s may be a thousand or a fraction. Write it without thousands separators."
    ),
    "too_large": gettext_noop("%(found)s has too many digits to be a statistical value."),
    "negative": gettext_noop("%(found)s: the indicator %(indicator)s cannot be negative."),
    # to be told, value kept
    "read_as_cp1251": gettext_noop("The file is not UTF-8 and was read as Windows-1251."),
    "outside_region_years": gettext_noop(
        "%(region)s has its own statistics from %(first)s to %(last)s only; a value of %(year)s was drawn up "
        "on other borders."
    ),
    "odd_at_source": gettext_noop(
        "This value stands so at the source although it is out of line with its neighbors."
    ),
    "borders_differ": gettext_noop(
        "In this year some series of this region are on its old borders and others on the new ones: "
        "do not divide one by another."
    ),
    "registered_exporter": gettext_noop(
        "Exports are booked where the exporter is registered; head offices are registered here."
    ),
    # to be told, value left out
    "placeholder": gettext_noop(
        "The zero stands here for a value that was not published; it was read as no value."
    ),
}
