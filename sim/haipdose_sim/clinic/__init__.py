"""Clinics of invented patients, as large as wanted, for tests and benchmarks of the clinic planner."""
