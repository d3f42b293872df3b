"""How a run is told: text for people, JUnit XML, JSON lines and annotations for programs."""
