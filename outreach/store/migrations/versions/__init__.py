"""The store's schema, step by step. A test proves that the steps lead to the tables in rows/."""
