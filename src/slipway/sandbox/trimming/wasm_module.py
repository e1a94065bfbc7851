"""WebAssembly modules as bytes: sections read, vectors and numbers written.

The format is that of https://webassembly.github.io/spec/core/binary/. Only what Pyodide's module has is read; anything
else raises ValueError.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

MAGIC = b"\0asm\1\0\0\0"
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)  # kinds of what is imported and exported
END = 0x0B


class WasmSection(IntEnum):
    """Ids of sections, in the order in which they stand in a module (but for the custom ones, which we put first)."""

    CUSTOM = 0
    TYPES = 1
    IMPORTS = 2
    FUNCTIONS = 3
    TABLES = 4
    MEMORIES = 5
    TAGS = 13
    GLOBALS = 6
    EXPORTS = 7
    ELEMENTS = 9
    DATA_COUNT = 12
    CODE = 10
    DATA = 11


@dataclass(slots=True)
class Reader:
    """Reads bytes from a place on."""

    data: bytes
    at: int = 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """An integer in LEB128; of signed ones only those that are not negative."""
        result = shift = 0
        while True:
            byte = self.byte()
            result |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return result

    def take(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]

    def name(self) -> str:
        return self.take(self.number()).decode()

    def rest(self) -> bytes:
        return self.data[self.at :]

    def each(self) -> Iterator[int]:
        """The places in a vector, one after the other; whoever asks reads an entry at each."""
        yield from range(self.number())

    def since(self, begin: int) -> bytes:
        return self.data[begin : self.at]

    @classmethod
    def sections(cls, module: bytes) -> dict[WasmSection, "Reader"]:
        """The sections of a module, of the custom ones the first."""
        reader = cls(module, len(MAGIC))
        if not module.startswith(MAGIC):
            msg = "no WebAssembly module"
            raise ValueError(msg)
        found: dict[WasmSection, Reader] = {}
        while reader.at < len(module):
            section = WasmSection(reader.byte())
            found.setdefault(section, cls(reader.take(reader.number())))
        return found

    def anew(self) -> Self:
        """The same bytes from their begin."""
        return type(self)(self.data)


def unsigned(value: int) -> bytes:
    """An unsigned integer in LEB128."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def constant(value: int) -> bytes:
    """The instruction that puts an integer, which is not negative, on the stack."""
    out = bytearray([0x41])
    while value > 63:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def name(text: str) -> bytes:
    """A name with its length."""
    return unsigned(len(text.encode())) + text.encode()


def vector(entries: Iterable[bytes]) -> bytes:
    """Entries with their number."""
    listed = list(entries)
    return unsigned(len(listed)) + b"".join(listed)


def module_of(sections: Iterable[tuple[WasmSection, bytes]]) -> bytes:
    """A module of these sections."""
    return MAGIC + b"".join(bytes([section]) + unsigned(len(data)) + data for section, data in sections)
