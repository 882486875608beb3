from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from live.chores import register_chore
        from notifications.mail import deliver_due

        register_chore("mail", 2, deliver_due)
