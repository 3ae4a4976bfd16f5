"""The platforms' official interfaces: asked within limits, kept as evidence, read as the same items a browser gives."""
