"""Russian dates as Django writes them, but the year and its "г." stay in one line. What is not said here is Django's."""

DATE_FORMAT = "j E Y\xa0г."
DATETIME_FORMAT = "j E Y\xa0г. G:i"
YEAR_MONTH_FORMAT = "F Y\xa0г."
