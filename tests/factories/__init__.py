"""Test objects: one module per app, one factory per model."""
