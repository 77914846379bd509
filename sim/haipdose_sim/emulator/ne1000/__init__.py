"""A New Era NE-1000 syringe pump, basic and safe mode, from the published user manual (publication 1200-01)."""
