from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from live.chores import register_chore
        from search import checks, log, outbox, tasks  # noqa: F401 the checks register themselves
        from search.actions import reindex

        register_chore("search index", 2, outbox.carry_out_due)
        register_chore("search sweep", 60, reindex.sweep)
        register_chore("search reindex", 2, reindex.carry_on)
        register_chore("search log", 3600, log.delete_old)
        register_chore("search cluster", 2, tasks.deliver)
        register_chore("search cluster sweep", 20, tasks.sweep)
