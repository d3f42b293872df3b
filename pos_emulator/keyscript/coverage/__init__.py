"""Coverage of scripts: what of the product a suite reached, and what it did not."""
