"""The trial: eligibility, participants, endpoints. Pure but for the loaders of its data."""
