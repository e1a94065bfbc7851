"""Templates whose unchanging parts are rendered once for each language, not at every page.

Half of what Django does for a page of ours is to look up translations and the addresses of static files, which say the
same each time. Here a template is compiled once a language, and those parts of it become plain text.
"""

from collections.abc import Iterator
from typing import Any

from django.template import Context, Template
from django.template.base import Node, NodeList, TextNode
from django.template.defaulttags import IfNode, LoadNode
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.template.loaders import base, cached
from django.templatetags.i18n import LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language

from slipway.web.flat_templates import FlatExtendsNode


class _Fixing(base.Loader):
    """Beneath the cache: what comes into it is fixed already, for other threads may render it at once."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """The template, compiled in the language that is spoken now. Raises TemplateDoesNotExist."""
        template: Template = super().get_template(template_name, skip)
        self._fix(template.nodelist)
        return template

    def _fix(self, nodes: NodeList) -> None:
        """Put text in the place of what always renders the same, and join what stands beside each other then."""
        fixed: list[Node] = []
        for node in nodes:
            for inner in _inside(node):
                self._fix(inner)
            text = self._included(node) if isinstance(node, IncludeNode) else _constant(node)
            if text is None:
                fixed.append(FlatExtendsNode(node, self._fix) if isinstance(node, ExtendsNode) else node)
            elif fixed and type(fixed[-1]) is TextNode:
                fixed[-1] = TextNode(fixed[-1].s + text)
            else:
                fixed.append(TextNode(text))
        nodes[:] = fixed

    def _included(self, node: IncludeNode) -> str | None:
        """What a template that is included by its name always renders as; None where that hangs on the page."""
        name = node.template.var
        if not isinstance(name, str) or node.template.filters:
            return None
        texts = [_constant(inner) for inner in self.get_template(name).nodelist]
        return None if None in texts else "".join(map(str, texts))


class Loader(cached.Loader, _Fixing):
    """Django's caching loader, with a template for each language."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        """The key of a template in the language that is spoken now."""
        return f"{get_language()} {super().cache_key(template_name, skip)}"


def _inside(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):  # its `nodelist` is a copy
        yield from (inner for _condition, inner in node.conditions_nodelists)
        return
    if isinstance(node, LanguageNode):  # what is inside is said in another language
        return
    for name in node.child_nodelists:
        inner = getattr(node, name, None)
        if isinstance(inner, NodeList):
            yield inner


def _constant(node: Node) -> str | None:
    """What the node always renders as, in this language; None where that hangs on the page."""
    if type(node) is TextNode:
        return str(node.s)
    if isinstance(node, LoadNode):
        return ""
    if isinstance(node, StaticNode):
        is_constant = node.varname is None and isinstance(node.path.var, str) and not node.path.filters
    elif isinstance(node, TranslateNode):
        told = node.filter_expression
        is_text = isinstance(getattr(told.var, "literal", told.var), str)
        is_constant = node.asvar is None and node.message_context is None and is_text and not told.filters
    else:
        return None
    return str(node.render(Context())) if is_constant else None
