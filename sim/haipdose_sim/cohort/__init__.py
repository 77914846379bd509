"""Monte Carlo of pumps, courses and trials. Binary floating point is allowed here and nowhere near a dose."""
