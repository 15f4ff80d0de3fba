"""One file a version; a migration speaks of the tables as they were then, never of the models of today."""
