"""The parts of the pages, each finished for its piece of the template."""
