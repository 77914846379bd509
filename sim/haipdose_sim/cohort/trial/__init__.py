"""Two-arm trials of virtual patients: response, survival, operating characteristics."""
