"""What keeps: the only room that speaks SQL."""
