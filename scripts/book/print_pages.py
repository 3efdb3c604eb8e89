"""Prints each worksheet of the web book to a PDF file, as the browser's own print command would.

    cargo run -p book
    python3 scripts/book/print_pages.py target/book/html target/book/pdf a4

The paper is a4 or letter. It needs what browser_test.py needs.
"""
import base64
import pathlib
import sys

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

BOOK, OUT, PAPER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), sys.argv[3]
INCHES = {"a4": (8.27, 11.69), "letter": (8.5, 11)}[PAPER]

options = webdriver.ChromeOptions()
options.binary_location = "/usr/bin/chromium"
for argument in "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-background-networking".split():
    options.add_argument("--" + argument)
driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
OUT.mkdir(parents=True, exist_ok=True)
for program in sorted(BOOK.glob("program-*.html")):
    name = program.stem.removeprefix("program-")
    driver.get((BOOK / f"{name}.html").as_uri())
    for drawing in driver.find_elements(By.CSS_SELECTOR, ".mermaid"):
        WebDriverWait(driver, 20).until(lambda _: drawing.find_elements(By.CSS_SELECTOR, "svg"))
    paper = {"paperWidth": INCHES[0], "paperHeight": INCHES[1], "printBackground": True}
    page = driver.execute_cdp_cmd("Page.printToPDF", paper)
    (OUT / f"{name}.pdf").write_bytes(base64.b64decode(page["data"]))
driver.quit()
print(f"The pages are in {OUT}")
