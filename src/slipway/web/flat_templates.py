"""Pages as one list of nodes: what a template extends, with its blocks in their places, put together once.

Django finds the blocks anew at each page, and gives each a context of its own. Here only those have one that set a
variable.
"""

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from django.template import Context, Engine, Template, library
from django.template.base import Node, NodeList, TextNode, VariableNode
from django.template.defaulttags import CsrfTokenNode, ForNode, IfNode, URLNode, WithNode
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode
from django.utils.safestring import SafeString

_SETS_NOTHING = {
    TextNode,
    VariableNode,
    IfNode,
    ForNode,
    WithNode,
    BlockNode,
    IncludeNode,
    library.InclusionNode,
    CsrfTokenNode,
}
_MAY_SET = {
    library.SimpleNode: "target_var",
    library.SimpleBlockNode: "target_var",
    URLNode: "asvar",
    BlockTranslateNode: "asvar",
}

Blocks = dict[str, BlockNode]


class FlatExtendsNode(ExtendsNode):
    """Stands for the `{% extends %}` that a template begins with.

    `finish` is called with the nodes of each page that is put together. A template with `{{ block.super }}` is rendered
    as Django does it, and so is all that it extends.
    """

    def __init__(self, extends: ExtendsNode, finish: Callable[[NodeList], None]) -> None:
        self.__dict__.update(extends.__dict__)
        self._finish = finish
        self._flat: dict[str, tuple[Template, NodeList] | None] = {}

    parent_name: Any

    def render(self, context: Context) -> SafeString:
        """The page."""
        name, template = self.parent_name.resolve(context), context.template
        if not isinstance(name, str) or template is None or BLOCK_CONTEXT_KEY in context.render_context:
            return SafeString(super().render(context))
        if name not in self._flat:
            self._flat[name] = self._put_together(name, template.engine)
        flat = self._flat[name]
        if flat is None:
            return SafeString(super().render(context))
        root, nodes = flat
        with context.render_context.push_state(root, isolated_context=False):
            return SafeString(nodes.render(context))

    def _put_together(self, name: str, engine: Engine) -> tuple[Template, NodeList] | None:
        """The template that extends no other, and all nodes of the page; None where that cannot be said beforehand."""
        blocks, root = dict(self.blocks), engine.get_template(name)
        while extends := _extends(root.nodelist):
            above: Any = extends.parent_name
            if not isinstance(above.var, str):
                return None
            blocks = {**extends.blocks, **blocks}
            root = engine.get_template(above.var)
        of_root: list[Any] = root.nodelist.get_nodes_by_type(BlockNode)
        blocks = {**{block.name: block for block in of_root}, **blocks}
        if any(map(_shows_super, blocks.values())):
            return None
        nodes = NodeList(_filled(root.nodelist, blocks))
        self._finish(nodes)
        return root, nodes


def _extends(nodes: NodeList) -> ExtendsNode | None:
    """What a template begins with, if it extends another."""
    return next((node for node in nodes if isinstance(node, ExtendsNode)), None)


def _shows_super(block: BlockNode) -> bool:
    """Whether a block shows what it stands in the place of."""
    shown: list[Any] = block.nodelist.get_nodes_by_type(VariableNode)
    return any(getattr(node.filter_expression.var, "var", "") == "block.super" for node in shown)


class _Scope(Node):
    """Nodes that set variables for themselves alone."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """What they say."""
        with context.push():
            return SafeString(self.nodelist.render(context))


def _sets_nothing(node: Node) -> bool:
    """Whether what stands after the node has no variable of it. Of a node that nobody knows here it may have one."""
    return type(node) in _SETS_NOTHING or (type(node) in _MAY_SET and not getattr(node, _MAY_SET[type(node)]))


def _filled(nodes: NodeList, blocks: Blocks) -> Iterator[Node]:
    """The nodes, with those of the blocks in their places."""
    for node in nodes:
        if isinstance(node, BlockNode):
            block = blocks[node.name]
            inside = _filled(block.nodelist, blocks)
            if all(map(_sets_nothing, block.nodelist.get_nodes_by_type(Node))):
                yield from inside
            else:
                yield _Scope(NodeList(inside))
        elif node.get_nodes_by_type(BlockNode):
            yield _with_filled(node, blocks)
        else:
            yield node


def _with_filled(node: Node, blocks: Blocks) -> Any:
    """The node, with the blocks inside it in their places. Other pages have the same node: it is left as it is."""
    made: Any = copy(node)
    if isinstance(node, IfNode):
        made.conditions_nodelists = [(c, NodeList(_filled(inner, blocks))) for c, inner in node.conditions_nodelists]
        return made
    for name in node.child_nodelists:
        inner = getattr(node, name, None)
        if isinstance(inner, NodeList):
            setattr(made, name, NodeList(_filled(inner, blocks)))
    return made
