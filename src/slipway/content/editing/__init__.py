"""Files of a unit, changed in the browser as in its folder: merged, checked as an import checks them, saved."""
