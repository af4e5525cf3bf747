"""One module a question: frozen objects with everything that a page shows."""
