"""Reading plans, drafts and duties: what the actor may not see is not there."""
