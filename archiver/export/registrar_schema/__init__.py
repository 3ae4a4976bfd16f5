"""The schema of the XML documents in a registrar's bundle, our own; it comes along in every bundle."""
