"""Further words by which commands are found: terms of the trade, of other programs, and former names."""

from __future__ import annotations

from planner.domain.text import N_
from planner.wording import Wording

OTHER_WORDS: dict[str, str] = {
    "open_beside": N_("second window"),
    "sample": N_("example demo"),
    "full_example": N_("sample demo everything filled in"),
    "import_new": N_("Excel CSV xlsx calendar ics schedule list table"),
    "import": N_("Excel CSV xlsx calendar ics schedule list table read different doubtful gone refused"),
    "export_table": N_("table CSV xlsx workbook list event app Whova Guidebook website programme"),
    "export_for_others": N_("Excel table boss website press colleagues send"),
    "new_edition": N_("next year copy repeat"),
    "save_copy": N_("save as backup"),
    "plan_versions": N_("backup restore earlier fetch back whole plan"),
    "copy_addresses": N_("mail e-mail Outlook"),
    "paste": N_("Excel"),
    "finder": N_("search palette command find do"),
    "take": N_("move take into the hand"),
    "move": N_("take into the hand"),
    "New sessions land here": N_("there goes what is pasted or made next"),
    **dict.fromkeys(("snap_1", "snap_5", "snap_10", "snap_15"), N_("steps of the grid")),
    "new": N_("where to save continue"),
    "go_venue": N_("house closes set-up arrangement"),
    "write": N_("abstract text description write in a wide view"),
    "fill_down": N_("Excel column"),
    "paste_down": N_("Excel column"),
    "go_cover": N_("chair host say who moderates stretch"),
    "go_people": N_("owes an answer named without a yes add who speaks"),
    "go_sessions": N_("owes an answer"),
    "conference": N_("named to attendees looks kept back"),
    "fit_rooms": N_("every room"),
    "fit": N_("zoom whole day"),
    "now": N_("today current time line"),
    "pick": N_("choose show only track person"),
    "hide_room": N_("fold"),
    "tray": N_("not placed waiting list backlog to schedule fold open"),
    "problems": N_("clash conflict double booked taken twice warning error"),
    "history": N_("log steps undo moment after"),
    "changed_today": N_("news difference"),
    "scheme_dark": N_("theme night colours"),
    "scheme_light": N_("theme colours"),
    "add": N_("talk programme item slot event"),
    "swap": N_("exchange change places"),
    "split": N_("divide"),
    "pin": N_("lock fix"),
    "call_off": N_("cancel cancelled called off"),
    "unplace": N_("tray unschedule take out"),
    "keep_template": N_("pattern keep as a template"),
    "person_calendar": N_("speaker own ics iCal Outlook send mail"),
    "erase_person": N_("GDPR privacy personal data forget"),
    "invite_again": N_("earlier year speakers"),
    "shift_rest": N_("delay late ripple"),
    "insert_gap": N_("pause late"),
    "gaps_first": N_("shift delay absorb buffer slack keep distances"),
    "close_gaps": N_("early"),
    "breaks": N_("coffee pause length"),
    "fill_in_order": N_("automatic fill in order not placed"),
    "usual_day": N_("registration coffee lunch breaks begin fixed points"),
    "send": N_("calendar ics send mail invite iCal Outlook Google subscribe webcal share"),
    "releases": N_("published compare difference earlier back restore copy"),
    "print_programme": N_("PDF paper agenda handout"),
    "print_runsheet": N_("PDF paper rundown running order cue sheet stage backstage script spare minutes won"),
    "first_steps": N_("checklist begin start guide"),
    "help": N_("shortcuts F1 manual guide"),
    "about": N_("version licence"),
}
"""Further search words of a command, timeline key or gesture, by its name or the text of the gesture's effect."""


def extra_search_words(name: str, words: Wording) -> str:
    """Return the further search words for a key of ``OTHER_WORDS``; an empty string for any other name.

    They are in English and in the window's language.
    """
    other = OTHER_WORDS.get(name, "")
    return f"{other} {words(other)}" if other else ""
