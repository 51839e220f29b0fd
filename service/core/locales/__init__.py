"""The languages that the grammar knows: one folder of tables each, and one line here."""

from __future__ import annotations

from service.core.locales.de import LOCALE as _DE
from service.core.locales.en import LOCALE as _EN
from service.core.locales.locale import Locale
from service.core.locales.vi import LOCALE as _VI

LOCALES: dict[str, Locale] = {locale.tag: locale for locale in (_VI, _EN, _DE)}

__all__ = ["LOCALES", "Locale"]
