"""The part of a coach that is not watching: screen, teach, prescribe, decide the next set, see progress."""
