# leaves the last year out
def is_leap_year(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leap_years(first, last):
    return [year for year in range(first, last) if is_leap_year(year)]
