"""The routes, one module a resource: check the right, call one function, show its answer."""
