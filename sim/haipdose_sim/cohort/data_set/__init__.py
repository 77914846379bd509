"""A simulated trial as a data set: whole participants, from registration to the last contact."""
