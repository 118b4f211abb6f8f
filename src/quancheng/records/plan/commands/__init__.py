"""Writing plans: drafts are brought and corrected, editions confirmed."""
