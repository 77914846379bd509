"""A demonstration clinic: invented patients at every stage, carried out day by day by the engine's own plans.

Nothing of it is a patient. A server that shows it says so on every page and paper, and it is made only in an empty
store.
"""
