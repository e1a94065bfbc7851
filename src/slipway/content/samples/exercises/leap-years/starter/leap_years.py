def is_leap_year(year):
    """Whether the year has 366 days."""
    return False


def leap_years(first, last):
    """All leap years from `first` to `last`, both included."""
    return []
