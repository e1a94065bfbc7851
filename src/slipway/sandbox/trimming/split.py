"""One WebAssembly module made two: a first one with the functions that programs usually call, and the rest.

Both have all functions, under the numbers that they always had, so no function's code is changed. A function that is
not in a module is there a way to the other one: it calls it by its place in a table that both have. In the first module
it calls place 0 before, which loads the rest the first time (`guest/rest.js`) and does nothing afterwards. Memory,
tables, tags and variables are the first module's, which exports them to the rest by names that begin with `SHARED`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from slipway.sandbox.trimming.wasm_module import (
    END,
    FUNCTION,
    GLOBAL,
    MEMORY,
    TABLE,
    TAG,
    Reader,
    WasmSection,
    constant,
    module_of,
    name,
    unsigned,
    vector,
)

SHARED = "shared."  # guest/rest.js knows these names too
FUNCTION_REFERENCE = 0x70
DATA = frozenset({WasmSection.DATA, WasmSection.DATA_COUNT})


@dataclass(frozen=True, slots=True)
class WasmModule:
    """What is read of a module. Functions are numbered without those that are imported."""

    sections: dict[WasmSection, Reader]
    types: list[tuple[bytes, bytes]]  # of functions: what they take and what they return
    imports: list[tuple[int, bytes]]  # kind, and all of it
    functions: list[int]  # their types
    bodies: list[bytes]  # with their lengths
    exports: list[tuple[str, bytes]]
    tables: list[bytes]
    variables: list[bytes]  # the globals that can change; they stand before those that can't
    constants: bytes  # these others
    constant_count: int

    def imported(self, kind: int) -> int:
        """How many of a kind are imported."""
        return sum(each == kind for each, _ in self.imports)

    @property
    def count(self) -> int:
        """How many functions there are, imported ones counted."""
        return self.imported(FUNCTION) + len(self.functions)


def read_module(data: bytes) -> WasmModule:
    """Read a module. Raises ValueError for one that has what is not expected of Pyodide's."""
    sections = Reader.sections(data)
    variables, constants, constant_count = _globals(sections[WasmSection.GLOBALS].anew())
    functions = sections[WasmSection.FUNCTIONS].anew()
    return WasmModule(
        sections=sections,
        types=_types(sections[WasmSection.TYPES].anew()),
        imports=_imports(sections[WasmSection.IMPORTS].anew()),
        functions=[functions.number() for _ in functions.each()],
        bodies=_bodies(sections[WasmSection.CODE].anew()),
        exports=_exports(sections[WasmSection.EXPORTS].anew()),
        tables=_tables(sections[WasmSection.TABLES].anew()),
        variables=variables,
        constants=constants,
        constant_count=constant_count,
    )


def only_exports(module: WasmModule, kept: Collection[str]) -> bytes:
    """The whole module, that exports nothing but what has one of these names."""
    exports = vector(entry for named, entry in module.exports if named in kept)
    return _with(module, {WasmSection.EXPORTS: exports})


def split(module: WasmModule, usual: Collection[int], kept: Collection[str]) -> tuple[bytes, bytes]:
    """The first module and the rest. `usual`: numbers of the functions, imported ones counted, that are in the first.

    The first one exports what has a name in `kept`. It has no data: its memory is brought from a snapshot.
    """
    halves = _Halves(module, {number - module.imported(FUNCTION) for number in usual})
    return halves.first(kept), halves.rest()


class _Halves:
    """Both modules of a split. `usual` are functions by their numbers without imports."""

    def __init__(self, module: WasmModule, usual: Collection[int]) -> None:
        every = range(len(module.functions))
        self.module = module
        self.usual = [each for each in every if each in usual]
        self.seldom = [each for each in every if each not in usual]
        self.places = {each: place for place, each in enumerate([*self.usual, *self.seldom], start=1)}
        self.table = unsigned(module.imported(TABLE) + len(module.tables))
        size = unsigned(len(self.places) + 1)
        self.tables = [*module.tables, bytes([FUNCTION_REFERENCE, 1]) + size + size]
        self.nothing = module.types.index((b"", b""))  # the type of functions that take and return nothing

    def first(self, kept: Collection[str]) -> bytes:
        module, usual = self.module, set(self.usual)
        exports = [entry for named, entry in module.exports if named in kept]
        exports += [name(f"{SHARED}table{at}") + bytes([TABLE]) + unsigned(at) for at in range(len(self.tables))]
        for at in range(len(module.variables)):
            exports.append(name(f"{SHARED}variable{at}") + bytes([GLOBAL]) + unsigned(module.imported(GLOBAL) + at))
        elements = module.sections[WasmSection.ELEMENTS].anew()
        bodies = [body if at in usual else self.way(at, after_loading=True) for at, body in enumerate(module.bodies)]
        return _with(
            module,
            {
                WasmSection.TABLES: vector(self.tables),
                WasmSection.EXPORTS: vector(exports),
                WasmSection.ELEMENTS: unsigned(elements.number() + 1) + elements.rest() + self.placed(1, self.usual),
                WasmSection.CODE: vector(bodies),
            },
            without=DATA,
        )

    def rest(self) -> bytes:
        module, usual = self.module, set(self.usual)
        bodies = [self.way(at, after_loading=False) if at in usual else body for at, body in enumerate(module.bodies)]
        placed = [self.placed(0, [len(bodies)]), self.placed(1 + len(self.usual), self.seldom)]
        changed = {
            WasmSection.IMPORTS: vector(self.shared()),
            WasmSection.FUNCTIONS: vector(map(unsigned, [*module.functions, self.nothing])),
            WasmSection.GLOBALS: unsigned(module.constant_count) + module.constants,
            WasmSection.ELEMENTS: vector(placed),
            WasmSection.CODE: vector([*bodies, bytes([2, 0, END])]),  # the last does nothing: it comes to place 0
        }
        own = {WasmSection.TABLES, WasmSection.MEMORIES, WasmSection.TAGS, WasmSection.EXPORTS, *DATA}
        return _with(module, changed, without=own)

    def way(self, function: int, *, after_loading: bool) -> bytes:
        """A body that calls the function in the other module."""
        of_type = self.module.functions[function]
        takes, _returns = self.module.types[of_type]
        code = bytes([0])  # no variables
        if after_loading:
            code += constant(0) + b"\x11" + unsigned(self.nothing) + self.table  # call_indirect
        code += b"".join(b"\x20" + unsigned(at) for at in range(len(takes)))  # local.get
        code += constant(self.places[function]) + b"\x11" + unsigned(of_type) + self.table + bytes([END])
        return unsigned(len(code)) + code

    def placed(self, place: int, functions: list[int]) -> bytes:
        """The element segment that puts functions into the shared table, from a place on."""
        imported = self.module.imported(FUNCTION)
        return b"\2" + self.table + constant(place) + b"\x0b\0" + vector(unsigned(imported + at) for at in functions)

    def shared(self) -> list[bytes]:
        """What the rest imports: what the whole module does, and what is the first one's own."""
        module = self.module
        entries = [entry for _kind, entry in module.imports]
        entries += [_shared(f"{SHARED}table{at}", TABLE, table) for at, table in enumerate(self.tables)]
        memories, tags = module.sections[WasmSection.MEMORIES].anew(), module.sections[WasmSection.TAGS].anew()
        if (memories.number(), tags.number()) != (1, 2):
            msg = "another number of memories or tags than one and two"
            raise ValueError(msg)
        entries.append(_shared("memory", MEMORY, memories.rest()))
        entries += [_shared(f"{SHARED}variable{at}", GLOBAL, each) for at, each in enumerate(module.variables)]
        return entries + [_shared(tag, TAG, tags.take(2)) for tag in ("__c_longjmp", "__cpp_exception")]


def _shared(named: str, kind: int, described: bytes) -> bytes:
    return name("shared") + name(named) + bytes([kind]) + described


def _with(module: WasmModule, changed: dict[WasmSection, bytes], without: Collection[WasmSection] = ()) -> bytes:
    """The module with other sections in the place of its own."""
    kept = [section for section in WasmSection if section in module.sections and section not in without]
    return module_of((section, changed.get(section, module.sections[section].data)) for section in kept)


def _types(reader: Reader) -> list[tuple[bytes, bytes]]:
    found = []
    for _ in reader.each():
        if reader.byte() != 0x60:
            msg = "a type that is no function's"
            raise ValueError(msg)
        found.append((reader.take(reader.number()), reader.take(reader.number())))
    return found


def _imports(reader: Reader) -> list[tuple[int, bytes]]:
    found = []
    for _ in reader.each():
        begin = reader.at
        reader.name()
        reader.name()
        kind = reader.byte()
        if kind == FUNCTION:
            reader.number()
        elif kind == GLOBAL:
            reader.take(2)
        else:
            msg = "an import that is neither a function nor a global"
            raise ValueError(msg)
        found.append((kind, reader.since(begin)))
    return found


def _bodies(reader: Reader) -> list[bytes]:
    found = []
    for _ in reader.each():
        begin = reader.at
        reader.take(reader.number())
        found.append(reader.since(begin))
    return found


def _exports(reader: Reader) -> list[tuple[str, bytes]]:
    found = []
    for _ in reader.each():
        begin = reader.at
        named = reader.name()
        reader.byte()
        reader.number()
        found.append((named, reader.since(begin)))
    return found


def _tables(reader: Reader) -> list[bytes]:
    found = []
    for _ in reader.each():
        begin = reader.at
        reader.byte()
        has_maximum = reader.byte()
        reader.number()
        if has_maximum:
            reader.number()
        found.append(reader.since(begin))
    return found


def _globals(reader: Reader) -> tuple[list[bytes], bytes, int]:
    """Types of those that can change, then those that can't, as they stand, and how many."""
    variables: list[bytes] = []
    count = reader.number()
    for _ in range(count):
        begin = reader.at
        described = reader.take(2)
        if not described[1]:
            reader.at = begin
            return variables, reader.rest(), count - len(variables)
        reader.byte()  # i32.const
        reader.number()
        if reader.byte() != END:
            msg = "a global that begins with more than a number"
            raise ValueError(msg)
        variables.append(described)
    return variables, b"", 0
