"""Documents and files made of view-models: what is downloaded says what the page says."""
