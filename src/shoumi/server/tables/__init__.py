"""The rows: one table of things beside journal, links, scopes and duties."""
