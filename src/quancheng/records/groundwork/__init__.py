"""通知与收表、会议培训：the work that carries an office through the year."""
