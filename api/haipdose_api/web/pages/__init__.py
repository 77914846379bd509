"""One module for each kind of page: routes, what they ask of the API, and their templates."""
