from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from live.chores import register_chore
        from search import log, outbox
        from search.actions import reindex

        register_chore("search index", 2, outbox.carry_out_due)
        register_chore("search sweep", 60, reindex.sweep)
        register_chore("search reindex", 2, reindex.carry_on)
        register_chore("search log", 3600, log.delete_old)
