"""The web shell: settings, the door, records and pages."""
