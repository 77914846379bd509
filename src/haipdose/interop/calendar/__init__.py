"""Calendar feeds (iCalendar, RFC 5545) of a course and of a clinic."""
