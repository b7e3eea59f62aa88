"""What stands behind the building blocks of pages: numbers as text, lengths of bars, tones of states."""
