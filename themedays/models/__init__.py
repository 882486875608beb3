"""What theme days hold: public pages with a programme, and private registrations."""

from themedays.models.pages import ThemeDayIndexPage, ThemeDayPage, Workshop
from themedays.models.registrations import OnlineLink, Registration

__all__ = ["OnlineLink", "Registration", "ThemeDayIndexPage", "ThemeDayPage", "Workshop"]
