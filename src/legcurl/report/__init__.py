"""What people and programs get to see: the contract, tables, the terminal's summary and the page."""
