"""The conflicts of a plan by what they concern."""

from __future__ import annotations

from planner.rules.conflict import Conflict, Severity


class Problems:
    """All conflicts of a plan, and of each session and person those that are no mere hints; the most severe first."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        self.all = conflicts
        self._by_session: dict[str, list[Conflict]] = {}
        self._by_person: dict[str, list[Conflict]] = {}
        for conflict in conflicts:
            if conflict.severity is not Severity.HINT:
                for session in conflict.sessions:
                    self._by_session.setdefault(session, []).append(conflict)
                for person in conflict.people:
                    self._by_person.setdefault(person, []).append(conflict)

    def of(self, session_id: str) -> list[Conflict]:
        """Return the conflicts of a session except hints."""
        return self._by_session.get(session_id, [])

    def with_person(self, person_id: str) -> list[Conflict]:
        """Return the conflicts of a person's sessions and shifts except hints."""
        return self._by_person.get(person_id, [])
