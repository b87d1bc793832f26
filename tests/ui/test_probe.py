"""x"""
from tests.builders import *
from tests.ui.hands import *
def test_a(hands_on):
    hands = hands_on(talk("keynote", "hall", "09:00-09:45"), talk("waits"))
    window = hands.window
    hands.drag(hands.on_card("waits"), hands.on_slot("lab", "10:00"))
    print(window.page.desk.agenda.sessions["waits"].placement)
    hands.drag(hands.on_block("keynote"), hands.on_block("keynote") + hands.by(columns=1, minutes=30))
    print(window.page.desk.agenda.sessions["keynote"].placement)
    hands.drag(hands.on_block("keynote", BOTTOM), hands.on_block("keynote", BOTTOM) + hands.by(minutes=-10))
    print(window.page.desk.agenda.sessions["keynote"].placement)
    hands.key(Key.Key_Z, modifiers=CTRL)
    print(window.page.desk.agenda.sessions["keynote"].placement)
    hands.take(hands.on_block("keynote"), hands.on_slot("hall", "16:00"))
    print(hands.held.slot, hands.timeline.tip_lines(hands.held))
    hands.key(Key.Key_Escape)
    hands.release()
    print(window.page.desk.agenda.sessions["keynote"].placement)
    hands.double_click(hands.on_block("keynote"))
    print(focused(), focused().objectName())
    hands.retype("Hej"); hands.key(Key.Key_Tab)
    print(window.page.desk.agenda.sessions["keynote"].title)
