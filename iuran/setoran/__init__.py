"""What a civil servant paid himself at BPJS: the slip, its months, its list."""
