"""Citizens: accounts of the public, one-time codes, and sign-ins. Officials stand in `orgs`."""
