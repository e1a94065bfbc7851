def is_leap_year(year):
    """Whether the year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leap_years(first, last):
    """All leap years from `first` to `last`, both included."""
    return [year for year in range(first, last + 1) if is_leap_year(year)]
