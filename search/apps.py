from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from live.chores import register_chore
        from search import outbox

        register_chore("search index", 2, outbox.carry_out_due)
        register_chore("search sweep", 60, outbox.sweep)
