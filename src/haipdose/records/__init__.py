"""What is recorded: facts that are only appended, who did what, and what is told to others. SQLite or PostgreSQL."""
