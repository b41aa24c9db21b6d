"""The checker's rules, one file a question. A rule takes an advisory and its surroundings, and gives problems."""
