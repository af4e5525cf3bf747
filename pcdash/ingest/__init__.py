"""Published files and workbooks in, tidy rows and problems out; the load that publishes them."""
