"""Decimal, dotted binary and number of each address, with Python's own ipaddress."""
import ipaddress
import sys

for line in sys.stdin:
    address = ipaddress.IPv4Address(line.strip())
    print(address, ".".join(f"{octet:08b}" for octet in address.packed), int(address), sep="\t")
