"""Dates in the lines around a table that are no days of its sessions: when it was written, or until when to reply."""

from __future__ import annotations

import re

_DONE = (
    r"stand(?=\s*:|\s+\d+\.)|gespeichert|gedruckt|ausgedruckt|aktualisiert|geändert|erstellt|gesendet|(?:zu)?letzt"
    r"|uppdatera[dt]\w*|reviderad|ändrad|utskriven|utskrivet|skickad?t?|skriven|skapad|sparad|senast|"
    r"(?:last )?(?:updated?|changed|modified|revised|saved|edited)|printed|sent|created|as of|issued"
    r"|oppdatert|revidert|endret|sendt|utskrevet|sist|opdateret|ændret|udskrevet|senest"
    r"|bijgewerkt|gewijzigd|verzonden|afgedrukt|mis(?:e)? à jour|modifié|envoyé|imprimé|päivitetty|muokattu|tulostettu"
)
_UNTIL = (
    r"anmäl\w*|sista (?:anmälnings)?dag\w*|o\.?s\.?a|rsvp|svara|deadline|regist(?:er|ration)|sign up"
    r"|(?:by|before) (?=\w{2,9}day\b|\d)|påmeld\w*|meld|frist\w*|svarfrist|tilmeld\w*|anmeld\w*|bis zum|aanmeld\w*"
    r"|inscri\w*|ilmoittau\w*|printing|gäller från"
    r"|(?:nästa|next|nächste\w*|neste|næste|volgende|prochaine?|seuraava) "
    r"(?:\w*möte\w*|meeting|sitzung|treffen|møde|møte|\w*vergadering|réunion|kokous)"
)
_DATE_ALONE = r"(?:\d[\d./-]*(?:\s+[^\W\d]+\.?(?:\s+\d{4})?)?)"
_STAMP = re.compile(
    rf"(?:\b(?:{_DONE}|{_UNTIL})(?!\w)[^,;|()–]*(?:,\s*{_DATE_ALONE}[^,;|()–]*)?"
    rf"|\b(?:version|ver|v|rev|utgåva|fassung|versie|versjon|versio)\b\.?\s*\d[\d.]*(?:[\s,(–:-]*{_DATE_ALONE})?\)?)",
    re.IGNORECASE,
)


def without_stamps(text: str) -> str:
    """Return a line without the parts that say when it was written, sent or printed, or until when to reply.

    *Programme 14 April, version 3, printed 1 March* becomes *Programme 14 April*.
    """
    rest = _STAMP.sub("", text)
    return text if rest == text else rest.strip(" ,;|()–:-")
