"""The speed goals as ratios, measured side by side in one run (17-quality); `registry.GOALS` lists them."""
