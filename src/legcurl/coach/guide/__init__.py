"""What a lifter should know of the leg curl: the content as data, read and checked here; pages are made elsewhere."""
