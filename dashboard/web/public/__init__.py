"""What anybody may ask: the map, its pages, files and interface, without a session."""
