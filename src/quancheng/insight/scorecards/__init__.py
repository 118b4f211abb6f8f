"""督导考核: indicator sets, scores that trace to records, appeals, letters."""
