"""The lesson's check as it was in Python, for each line of standard input."""
import socket
import sys


def is_ip_and_port(text):
    if not text:
        return False
    try:
        ip, port = text.split(":")
        socket.inet_aton(ip)
        port = int(port)
    except (ValueError, OSError):
        print("malformed socket in", text, file=sys.stderr)
        return False
    if port < 7 or port > 65535:
        print("port out of range in", text, file=sys.stderr)
    return True


for line in sys.stdin:
    text = line.rstrip("\n")
    print("yes" if is_ip_and_port(text) else "no", text, sep="\t")
