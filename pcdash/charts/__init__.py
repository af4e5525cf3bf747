"""One module a chart form, and the theme with the only colours."""
