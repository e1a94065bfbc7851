"""What all the peers show."""

PAGE = "<!doctype html><html><head><title>Loops lab</title></head><body><p>Hello {{ name }}</p></body></html>"
