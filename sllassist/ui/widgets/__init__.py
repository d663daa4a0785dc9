"""The parts that pages are made of. They show and hand over; what a value means is decided below the window."""
