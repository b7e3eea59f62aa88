"""Workshops and activities for programs."""
