"""The pages of the plan: the desk's and the portal's."""
