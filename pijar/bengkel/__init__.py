"""The workshop: sample data, benchmarks and the demo. It stands above every app.

The production image is built without this package, so nothing outside may import it.
"""
