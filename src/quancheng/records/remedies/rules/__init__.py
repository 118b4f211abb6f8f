"""Rules of proceedings, complaints and measures, pure."""
