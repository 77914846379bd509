"""A fill order on its way from the prescriber to the pump: who takes which step, and what a second person finds."""
