"""The answers of the movement's form: received, read, judged, corrected, applied, taken back."""
