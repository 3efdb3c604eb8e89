"""Opens the window in headless Chromium, at two widths, while programs talk over the practice net.

    cargo build -p wire -p lookup -p fetch-page -p talk-client -p talk-server
    python3 scripts/wire/browser_test.py target/debug [FOLDER FOR PICTURES]

It needs Debian's chromium and chromium-driver, and selenium from PyPI.
"""

import pathlib
import socket
import subprocess
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

PROGRAMS = pathlib.Path(sys.argv[1]).resolve()
PICTURES = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
STYLE = pathlib.Path(__file__).parent / "window" / "window.css"
PATIENCE = 30  # seconds
HOSTILE = b"<script>alert(1)</script>\x1b[2J\x1b]0;x\x07"


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
        "disable-component-update disable-sync"
    ).split():
        options.add_argument("--" + argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")


class Window:
    """The program and what it shows in a browser."""

    def __init__(self, driver, width, *options):
        # Free ports; for pictures, those that a reader sees.
        ports = (
            []
            if PICTURES
            else ["--window-port", "--tap-port", "--dns-port", "--pages-port", "--talk-port"]
        )
        port = "9087" if PICTURES else "0"
        self.server = subprocess.Popen(
            [PROGRAMS / "talk-server", "--local", "--port", port, "--keep-going"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.server.stdout.readline()
        target = self.server.stdout.readline().rsplit(":", 1)[1].strip()
        command = [
            PROGRAMS / "wire",
            *(word for port in ports for word in (port, "0")),
            "--tap",
            target,
            *options,
        ]
        self.program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        lines = [self.program.stdout.readline() for _ in range(5)]
        self.address = lines[0].split()[4]
        self.dns = lines[1].split()[-1]
        self.pages = lines[2].split()[-1]
        self.talk = lines[3].split()[-1]
        self.tap = lines[4].split()[2]
        self.driver = driver
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False},
        )
        driver.get(self.address)
        self.wait("the stream of events", lambda: self.one("#status").text == "live")

    def close(self):
        for process in (self.program, self.server):
            process.kill()
            process.wait()

    def wait(self, what, state):
        WebDriverWait(self.driver, PATIENCE).until(lambda _: state(), f"still waiting for {what}")

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
        return self.driver.execute_script(script, selector)

    def gists(self):
        return self.texts("#rows text.gist")

    def rows(self):
        script = "return [...document.querySelectorAll('#rows .row')].map(e => e.getAttribute('aria-label'))"
        return self.driver.execute_script(script)

    def run(self, program, *arguments):
        done = subprocess.run(
            [PROGRAMS / program, *arguments],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        check(done.returncode == 0, f"{program} {arguments}: {done.stderr}")

    def choose(self, part):
        """Chooses the first arrow whose description has this part, and waits for its details."""
        self.driver.execute_script(
            "[...document.querySelectorAll('#rows .row')].find(e => e.getAttribute('aria-label')"
            ".includes(arguments[0])).dispatchEvent(new MouseEvent('click', { bubbles: true }))",
            part,
        )
        self.wait(f"the details of {part}", lambda: part in self.title())

    def title(self):
        return self.texts("#details h2")[0]

    def fields(self):
        return self.texts(".fields li")

    def has_all(self, parts):
        """Waits until there are rows with these parts, in this order."""

        def in_order():
            rows = iter(self.rows())
            return all(any(part in row for row in rows) for part in parts)

        try:
            self.wait(str(parts), in_order)
        except Exception:
            sys.exit(f"FAILED: {parts} not in this order in {self.rows()}")

    def picture(self, name):
        """The diagram as it is drawn, as a file that needs nothing else."""
        if PICTURES is None:
            return
        heads, rows, width, height = self.driver.execute_script(
            "const [heads, rows] = ['heads', 'rows'].map(id => document.getElementById(id));"
            "return [heads.innerHTML, rows.innerHTML, Number(rows.getAttribute('width')),"
            " Number(rows.getAttribute('height'))]"
        )
        text = STYLE.read_text()
        style = text[: text.index("* {")] + "".join(
            line + "\n" for line in text.splitlines() if line.startswith("svg")
        )
        (PICTURES / f"{name}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + 50}" width="{width}" '
            f'height="{height + 50}" font-family="system-ui, sans-serif" font-size="15">\n'
            f'<style>{style}</style>\n<rect width="100%" height="100%" style="fill: var(--back)"/>\n'
            f'{heads}\n<g transform="translate(0,50)">{rows}</g>\n</svg>\n'
        )


def a_lookup(window):
    window.run("lookup", "--type", "A", "www.gnomon.test", "--server", window.dns)
    window.has_all(["question: A www.gnomon.test", "answer: CNAME web.gnomon.test, A 192.0.2.80"])
    window.picture("lookup")
    window.choose("answer: CNAME")
    fields = window.fields()
    for part in [
        "QR: 1: a reply byte 2",
        "AA: 1: authoritative answer byte 2",
        "answers: 2 bytes 6 to 7",
        "question: A of www.gnomon.test",
        "compression pointer: the name goes on at byte 12",
        "time to live: 300 seconds",
        "canonical name, of which the name above is an alias: web.gnomon.test.",
        "IPv4 address: 192.0.2.80",
    ]:
        check(any(field.startswith(part) for field in fields), f"no field {part} in {fields}")
    pointer = next(
        b
        for b in window.driver.find_elements(By.CSS_SELECTOR, ".fields button")
        if "pointer" in b.text
    )
    window.driver.execute_script("arguments[0].focus()", pointer)
    check("".join(window.texts(".hex .mark"))[:4] == "c00c", "the pointer's bytes are not marked")
    target = "".join(t for t in window.texts(".hex .target") if len(t) == 2)
    check(
        target == "03777777" + "06676e6f6d6f6e" + "0474657374" + "00",
        f"the pointer leads to {target}",
    )


def keys(window):
    """Without a mouse: the arrow keys go from event to event."""
    window.driver.execute_script("document.querySelector('#rows .row[tabindex=\"0\"]').focus()")
    first, last = window.gists()[0], window.gists()[-1]
    for key, gist in [(Keys.HOME, first), (Keys.END, last), (Keys.ARROW_UP, window.gists()[-2])]:
        window.driver.switch_to.active_element.send_keys(key)
        name = gist.split("  ")[0].rstrip("…")
        window.wait(f"{name} to be chosen", lambda: name in window.title())
    window.one("#view").send_keys(Keys.ENTER)
    window.wait("the table", lambda: window.one("#table").is_displayed())
    check(
        len(window.texts("#table tbody tr")) == len(window.rows()),
        "the table has other rows than the diagram",
    )
    button = window.driver.find_elements(By.CSS_SELECTOR, "#table tbody button")[0]
    button.send_keys(Keys.ENTER)
    window.wait("the first row's details", lambda: window.title() == button.text)
    window.one("#view").send_keys(Keys.ENTER)
    window.wait("the diagram", lambda: window.one("#rows").is_displayed())


def two_redirects(window):
    window.one("#clear").click()
    with tempfile.TemporaryDirectory() as folder:
        window.run("fetch-page", f"{window.pages}hops/2", "--out", f"{folder}/page.html")
    window.has_all(
        [
            "handshake",
            "GET /hops/2 HTTP/1.1",
            "HTTP/1.1 302 Found, to /hops/1",
            "handshake",
            "GET /hops/1 HTTP/1.1",
            "HTTP/1.1 302 Found, to /hops/0",
            "handshake",
            "GET /hops/0 HTTP/1.1",
            "HTTP/1.1 200 OK",
            "closed",
        ]
    )
    window.wait("the last end", lambda: window.gists()[-1] == "closed")
    window.picture("two-redirects")
    window.choose("302 Found")
    fields = window.fields()
    for part in [
        "status line: HTTP/1.1 302 Found",
        "status code: 302",
        "header Location: /hops/1",
        "end of the head",
        "body: ",
    ]:
        check(any(field.startswith(part) for field in fields), f"no field {part} in {fields}")


def a_half_close(window):
    window.one("#clear").click()
    window.run("talk-client", "127.0.0.1", window.tap, "hello")
    window.has_all(["handshake", "hello", "half-closed"])
    window.has_all(["You said hello\\n", "both halves are over", "closed"])
    window.picture("half-close")
    window.choose("half-closed")
    check("0 bytes" in window.one("#details").text, "a half-close is not explained")


def a_lost_datagram(window):
    window.one("#clear").click()
    for _ in range(2):  # the answers 2 and 3; the third one is lost
        window.run("lookup", "--type", "A", "four.gnomon.test", "--server", window.dns)
    window.has_all(
        ["question: A four", "lost: answer: A 192.0.2.4", "question: A four", "answer: A 192.0.2.4"]
    )
    check(
        any(text.startswith("silence for") for text in window.texts("#rows .gap text")),
        "no silence is shown",
    )
    window.choose("lost: answer")
    check("has to ask again" in window.one("#details").text, "a lost answer is not explained")


def hostile_text(window):
    """What strangers send is text, never markup, and harmless in every part of the window."""
    window.one("#clear").click()
    with socket.create_connection(("127.0.0.1", int(window.talk))) as stream:
        stream.sendall(HOSTILE)
        stream.recv(100)
    name = HOSTILE[:25]
    query = b"\0\7\1\0\0\1\0\0\0\0\0\0" + bytes([len(name)]) + name + b"\4test\0\0\1\0\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        host, port = window.dns.split(":")
        udp.sendto(query, (host, int(port)))
        udp.recv(1000)
    with socket.create_connection(
        ("127.0.0.1", int(window.pages.split(":")[2].strip("/")))
    ) as stream:
        stream.sendall(b"GET /" + HOSTILE + b" HTTP/1.0\r\nX: " + HOSTILE + b"\r\n\r\n")
        stream.recv(100)
    window.wait(
        "the hostile events", lambda: sum("<script>" in gist for gist in window.gists()) >= 3
    )
    for row in range(len(window.rows())):
        part = window.rows()[row].split(": ", 1)[1][:30]
        window.choose(part)
    window.one("#view").click()
    everything = window.driver.execute_script(
        "return document.documentElement.textContent + document.title"
    )
    check(
        "\x1b" not in everything and "\x07" not in everything,
        "a control character is in the window",
    )
    check(
        len(window.driver.find_elements(By.TAG_NAME, "script")) == 1, "markup came in from outside"
    )
    window.one("#view").click()


def pause_and_filter(window):
    window.one("#clear").click()
    window.one("#pause").click()
    window.run("talk-client", "127.0.0.1", window.talk, "one")
    window.wait("the waiting events", lambda: "more waiting" in window.one("#status").text)
    check(not window.rows(), "the window is paused, and yet draws")
    window.one("#pause").click()
    window.wait("the events", lambda: "closed" in window.gists())
    window.run("talk-client", "127.0.0.1", window.talk, "two")
    window.wait("the second conversation", lambda: window.gists().count("closed") == 2)
    Select(window.one("#filter")).select_by_index(2)
    window.wait("the filter", lambda: not any(gist.startswith("one") for gist in window.gists()))
    check(
        any(gist.startswith("two") for gist in window.gists()),
        "the filter hides what it is to show",
    )


def fits(window, width):
    wide = window.driver.execute_script("return document.documentElement.scrollWidth")
    check(wide <= width, f"the window is {wide} wide, the screen {width}")


def main():
    driver = browser()
    try:
        for width in (1280, 390):
            global PICTURES
            window = Window(driver, width, "--lose", "3")
            try:
                for part in (
                    a_lookup,
                    keys,
                    two_redirects,
                    a_half_close,
                    a_lost_datagram,
                    hostile_text,
                    pause_and_filter,
                ):
                    part(window)
                    fits(window, width)
                errors = [
                    entry["message"]
                    for entry in driver.get_log("browser")
                    if entry["level"] == "SEVERE"
                ]
                check(not errors, f"errors in the console: {errors}")
            finally:
                window.close()
            PICTURES = None  # of the wide window only
            print(f"{width} pixels: all is as it should be")
    finally:
        driver.quit()


main()
