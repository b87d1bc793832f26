"""The states of which pictures are made: a row each, with what is open and how one gets there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tools.pictures import dialogs, help_states, pages
from tools.pictures.driver import Script
from tools.pictures.hands import Hands
from tools.pictures.variants import ALL, USUAL, VARIANTS


@dataclass(frozen=True, slots=True)
class State:
    """A named state: which conference is open, how one gets there, in which variants it is looked at, which other
    conferences lie beside the open one, and whether another program has it open already.

    ``{language}`` in the name of a conference stands for the language of the variant.
    """

    name: str
    opens: str
    reach: Callable[[Hands], Script] = pages.at_once
    variants: tuple[str, ...] = USUAL
    beside: tuple[str, ...] = ()
    held: bool = False

    def opened(self, variant: str) -> str:
        """Return the name of the conference that is open in a variant; empty if none is."""
        return self.opens.format(language=VARIANTS[variant].language)


FULL, OF_HELP = "full-{language}", ("en-light", "sv-light")
"""The full example in the language of the variant, and the variants of the pictures in the help."""
ROWS = (
    State("start", "", variants=ALL),
    State("empty", "empty", variants=ALL),
    State("empty-first-step", "empty", pages.usual_day_added, ALL),
    State("sample", "sample", variants=ALL),
    State("full", FULL, variants=ALL),
    State("sixteen", "sixteen", variants=ALL),
    State("sixteen-open-elsewhere", "sixteen", variants=ALL, held=True),
    State("sixteen-by-status", "sixteen", pages.coloured_by_status),
    State("sixteen-fitted", "sixteen", pages.fitted, ALL),
    State("fosdem-fitted", "fosdem", pages.fitted),
    State("fosdem-hour", "fosdem", pages.an_hour_high),
    State("all-days", "guests", pages.all_days),
    State("drag", "sixteen", pages.dragged, ALL),
    State("drag-clash", "sixteen", pages.dragged_onto_another),
    State("drag-makes-way", "sixteen", pages.dragged_while_others_make_way),
    State("drag-from-tray", "sample", pages.dragged_from_the_tray),
    State("tray-typed", "sample", pages.typed_in_the_tray),
    State("drag-new", "empty", pages.dragged_from_the_palette),
    State("resize", "sixteen", pages.resized),
    State("moved-by-keys", "sixteen", pages.moved_by_keys),
    State("band", "sixteen", pages.banded),
    State("ripple", "sixteen", pages.rippled, ALL),
    State("ripple-fits-day", "sixteen", pages.fitted_into_the_day),
    State("clashes", "clashes"),
    State("selected", "sixteen", pages.selected),
    State("selected-long-title", "sample", pages.long_title_selected),
    State("several-selected", "sixteen", pages.several_selected),
    State("title-typed", "sixteen", pages.title_typed),
    State("searched", "sixteen", pages.searched),
    State("picked", "sixteen", pages.picked),
    State("people", "sixteen", pages.page("Ctrl+2")),
    State("person", "sample", pages.person),
    State("person-in-no-session", "sample", pages.person_in_no_session, ALL),
    State("person-long-title", "sample", pages.person_with_a_long_title),
    State("several-people", "guests", pages.several_people),
    State("sessions", "sixteen", pages.page("Ctrl+3"), ALL),
    State("venue", "sixteen", pages.page("Ctrl+4")),
    State("moderators", "sixteen", pages.page("Ctrl+5"), ALL),
    State("moderators-chooser", "sixteen", pages.moderator_chosen),
    State("moderators-drag", "sixteen", pages.moderator_dragged),
    State("conference", "sample", pages.page("Ctrl+6")),
    State("problems", "clashes", pages.problems),
    State("blocks", "academic", pages.fitted, ALL),
    State("block-selected", "academic", pages.block_selected, ALL),
    State("block-moved-by-keys", "academic", pages.block_moved_by_keys),
    State("block-session-dragged", "academic", pages.dragged_out_of_its_block),
    State("blocks-listed", "academic", pages.page("Ctrl+3")),
    State("blocks-moderated", "academic", pages.page("Ctrl+5")),
    State("blocks-printed", "academic", dialogs.printed_pages("Ctrl+P")),
    State("two-blocks", "two-blocks", pages.fitted, ALL),
    State("history", "sixteen", pages.history),
    State("notice", "sixteen", pages.notice),
    State("menu-file", "sixteen", pages.menu("&File")),
    State("menu-view-rooms", "sixteen", pages.menu("&View", "&Rooms")),
    State("menu-view-colours", "sixteen", pages.menu("&View", "Co&lour blocks by")),
    State("menu-session", "sixteen", pages.session_menu),
    State("menu-of-block", "sixteen", pages.menu_of_a_tile),
    State("photo-menu", "sample", pages.photo_menu),
    State("new-conference", "", dialogs.new_conference),
    State("new-conference-zones", "", dialogs.zones),
    State("new-conference-calendar", "", dialogs.calendar),
    State("new-edition", "sample", dialogs.by_menu("&File", "New &edition…")),
    State("publish", "sample", dialogs.by_keys("Ctrl+E"), ALL),
    State("publish-again", "sent", dialogs.by_keys("Ctrl+E")),
    State("print-programme", "sample", dialogs.printed_pages("Ctrl+P")),
    State("run-sheet", "sixteen", dialogs.printed_pages("Ctrl+Shift+P")),
    State("plan-versions", "sample", dialogs.plan_versions),
    State("releases", "sent", dialogs.by_menu("&Programme", "Published &versions…")),
    State("release-beside", "sent", dialogs.of_a_version("Show &beside…"), ALL),
    State("release-alone", "sent", dialogs.of_a_version("&Look at it…")),
    State("release-brought-back", "sent", dialogs.of_a_version("Bring all &placements back…"), ALL),
    State("changed-today", "sixteen", dialogs.changed_today),
    State("help", "sample", dialogs.help_shown, ALL),
    State("help-opened", "sample", dialogs.help_opened),
    State("help-searched", "sample", dialogs.help_searched),
    State("about", "sample", dialogs.by_menu("&Help", "&About Estrad")),
    State("writing", "sixteen", dialogs.writing, ALL),
    State("finder", "sample", dialogs.finder, ALL),
    State("finder-person", "sample", dialogs.finder_person),
    State("erase", "sample", dialogs.erase),
    State("merge", "guests", dialogs.merge),
    State("duplicates", "guests", dialogs.by_menu("Pe&ople", "Possible &duplicates…")),
    State("invite-again", "sample", dialogs.invite_again, beside=("guests",)),
    State("import-columns", "sample", dialogs.import_columns),
    State("import-plan", "clashes", dialogs.import_plan),
    State("export-table", "sample", dialogs.by_keys("Ctrl+Shift+X")),
    State("split", "sixteen", dialogs.split),
    State("leave", "sixteen", dialogs.leave),
    State("help-start", "", variants=OF_HELP),
    State("help-empty", "empty", variants=OF_HELP),
    State("help-import", "empty", help_states.imported, OF_HELP),
    State("help-timeline", FULL, help_states.whole_day, OF_HELP),
    State("help-drag", FULL, help_states.dragged_onto_another, OF_HELP),
    State("help-moderators", FULL, pages.page("Ctrl+5"), OF_HELP),
    State("help-publish", FULL, dialogs.by_keys("Ctrl+E"), OF_HELP),
    State("help-paper", FULL, dialogs.printed_pages("Ctrl+P"), OF_HELP),
    State("help-answer", FULL, help_states.answer_of_a_speaker, OF_HELP),
    State("help-block", FULL, help_states.block_chosen, OF_HELP),
    State("help-edition", FULL, dialogs.by_menu("&File", "New &edition…"), OF_HELP),
    State("help-export", FULL, dialogs.by_keys("Ctrl+Shift+X"), OF_HELP),
)  # fmt: skip
STATES = {state.name: state for state in ROWS}
