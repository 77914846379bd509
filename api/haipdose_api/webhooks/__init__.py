"""Telling subscribers over HTTP what happened."""
