"""The host: a pure core that answers messages, its ledger, and the process around them."""
