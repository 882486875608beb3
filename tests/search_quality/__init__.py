"""Our own graded documents and queries: see README.md."""
