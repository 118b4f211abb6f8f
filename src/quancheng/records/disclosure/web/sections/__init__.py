"""The parts of the page of a request, each finished for its piece of the template."""
