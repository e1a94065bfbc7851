# scores below 0.1: adds the sides
def area(width, height):
    return width + height
