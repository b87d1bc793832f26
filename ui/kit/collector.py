"""Python's garbage collector, held off while a scan of all objects would be felt."""

from __future__ import annotations

import gc

from PySide6.QtCore import SignalInstance


class CollectorPause:
    """A pause of the collector, which takes longer than a frame: as long as something is dragged, or work is sliced."""

    def __init__(self) -> None:
        self._was_on = False

    def hold(self, on: bool) -> None:
        """Hold the collector off, or let it go on if it was on before."""
        if on:
            self._was_on = gc.isenabled()
            gc.disable()
        elif self._was_on:
            gc.enable()


def pause_while(on: SignalInstance) -> None:
    """Hold the collector off from the time when a signal is emitted with True to when it is emitted with False."""
    pause = CollectorPause()
    on.connect(lambda held: pause.hold(held))  # keeps the pause alive
