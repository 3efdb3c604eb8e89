"""A link between two hosts, with delay, loss and a cable that can be cut.

    python3 link.py HOST_A HOST_B

HOST_A and HOST_B are network namespaces. Each gets a network card, `link0`, that is really this program: it carries every
frame from one to the other. On its standard input, a line each: `delay SECONDS`, `loss FRACTION`, `cut`, `mend`. It works
where the kernel has no netem.
"""
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 0x0002, 0x1000


def card(namespace, address):
    name = f"link{os.getpid() % 10000}{address[-1]}"
    frames = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(frames, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TAP | IFF_NO_PI))
    for command in (
        f"ip link set {name} netns {namespace} name link0",
        f"ip -n {namespace} addr add {address}/24 dev link0",
        f"ip -n {namespace} link set lo up",
        f"ip -n {namespace} link set link0 up",
    ):
        subprocess.run(command.split(), check=True)
    return frames


random.seed(1)
cards = [card(sys.argv[1], "192.0.2.1"), card(sys.argv[2], "192.0.2.2")]
delay, loss, is_cut = 0.0, 0.0, False
on_the_way, count = [], 0
print("ready", flush=True)
while True:
    wait = max(0.0, on_the_way[0][0] - time.monotonic()) if on_the_way else None
    for source in select.select(cards + [sys.stdin], [], [], wait)[0]:
        if source is sys.stdin:
            words = sys.stdin.readline().split()
            if not words:
                sys.exit()
            if words[0] == "delay":
                delay = float(words[1])
            elif words[0] == "loss":
                loss = float(words[1])
            else:
                is_cut = words[0] == "cut"
            print("done", flush=True)
        else:
            frame = os.read(source, 65536)
            if not is_cut and random.random() >= loss:
                count += 1
                heapq.heappush(on_the_way, (time.monotonic() + delay, count, cards[source == cards[0]], frame))
    while on_the_way and on_the_way[0][0] <= time.monotonic():
        _, _, destination, frame = heapq.heappop(on_the_way)
        if not is_cut:
            os.write(destination, frame)
