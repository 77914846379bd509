"""Analysis of a trial: statistics, the report in which every number names its facts, and data sets for others."""
