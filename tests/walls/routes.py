"""The addresses of the URLconf, by name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Route:
    """One address: its name with its namespace, what it names, and its view."""

    name: str
    names: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def by_bearer(self) -> bool:
        """Whether it stands under /l/."""
        return self.path(dict.fromkeys(self.names, "0" * 8 + "-0000-4000-8000-" + "0" * 12)).startswith("/l/")

    def path(self, arguments: Mapping[str, object]) -> str:
        """Its path with those of the arguments that it names."""
        return reverse(self.name, kwargs={name: 1 if name == "number" else arguments[name] for name in self.names})


def routes() -> list[Route]:
    """Every one of them, those of included URLconfs too."""
    return list(_routes(get_resolver(), "", ()))


def _routes(resolver: URLResolver, space: str, above: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        names = (*above, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Route(f"{space}{entry.name}", names, entry.callback)
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _routes(entry, inner, names)


ROUTES = {route.name: route for route in routes()}
