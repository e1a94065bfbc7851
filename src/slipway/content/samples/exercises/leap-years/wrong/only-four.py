# scores below 0.6: forgets the centuries
def is_leap_year(year):
    return year % 4 == 0


def leap_years(first, last):
    return [year for year in range(first, last + 1) if is_leap_year(year)]
