"""What the speed of this project is measured against: `python -m benchmarks`."""
