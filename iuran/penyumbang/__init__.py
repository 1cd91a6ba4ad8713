"""ASN/PNS Peduli: civil servants, each of whom protects a neighbour."""
