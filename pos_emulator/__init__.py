"""A card-payment terminal without the hardware."""
