"""The door for browsers: the server, its routes and headers, and the pages."""
