"""All that changes a batch: put together, sent, taken back, answered, cancelled."""
