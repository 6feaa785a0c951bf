"""Below the city, when an operator asks for it: services on the network."""
