"""What goes on beside the pages: rehearsing, screening."""
