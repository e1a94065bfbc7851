# scores below 0.1: prints the result and returns nothing
def is_leap_year(year):
    print(year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def leap_years(first, last):
    for year in range(first, last + 1):
        if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
            print(year)
