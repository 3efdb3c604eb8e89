"""The lesson's server as it was in Python, with a thread for each conversation."""
import socket
import sys
import threading


def talk(connection, address):
    print("Connected with", address)
    while True:
        data = connection.recv(1024)
        if not data:
            break
        print("I got", data)
        connection.sendall(b"You said " + data + b"\n")
    connection.close()


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", int(sys.argv[1])))
server.listen(4096)
while True:
    connection, address = server.accept()
    threading.Thread(target=talk, args=(connection, address), daemon=True).start()
