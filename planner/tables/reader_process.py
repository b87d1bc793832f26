"""The child process that reads tables, so that a hostile file cannot harm the application.

It reads bytes from standard input and writes lines of JSON to standard output; it neither writes nor needs files.
"""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

from planner.domain.errors import EstradError
from planner.tables.forms import read_pieces
from planner.tables.limits import MOST_UNPACKED, too_much_memory, too_much_unpacked
from planner.tables.memory_limit import limit_memory
from planner.tables.pieces import pack, pack_fault
from planner.tables.reading_options import ReadingOptions


def main() -> None:
    """Read a table from standard input and write its pieces to standard output."""
    limit_memory()
    how = json.loads(sys.stdin.buffer.readline())
    reading = ReadingOptions(how["encoding"], how["delimiter"])
    tell(sys.stdin.buffer.read(), reading, sys.stdout.buffer, how["clip"])


def tell(data: bytes, how: ReadingOptions, out: BinaryIO, clip: str = "") -> None:
    """Write all pieces of a table, or the error that ends the reading."""
    written = 0
    try:
        for piece in read_pieces(data, how, clip):
            line = pack(piece)
            written += len(line)
            if written > MOST_UNPACKED:
                raise too_much_unpacked()
            out.write(line)
    except EstradError as fault:
        out.write(pack_fault(fault))
    except MemoryError:
        out.write(pack_fault(too_much_memory()))
    out.flush()
