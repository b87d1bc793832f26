"""x"""
from tests.builders import *
from tests.ui.hands import *
def test_a(hands_on):
    hands = hands_on(talk("keynote", "hall", "09:00-09:45"), talk("waits"),talk("waits2"))
    hands.page.tray.search.setFocus()
    for i in range(40):
        w=focused(); print(type(w).__name__, w.objectName(), w.accessibleName(), getattr(w,'text',lambda:'')())
        hands.key(Key.Key_Tab)
