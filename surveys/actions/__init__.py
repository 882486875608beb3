"""What can happen to surveys, and how it can fail."""


class NotOpen(Exception):
    """The survey has not opened yet, or has closed."""


class AlreadyAnswered(Exception):
    """The invitation has been used. The first answers stay."""
