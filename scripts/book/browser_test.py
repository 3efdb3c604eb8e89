"""Opens every page of the web book from the disk in headless Chromium, as a reader without internet would.

    cargo run -p book
    python3 scripts/book/browser_test.py target/book/html

It needs Debian's chromium and chromium-driver, and selenium from PyPI.
"""
import pathlib
import sys
import tomllib
import urllib.parse

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

BOOK = pathlib.Path(sys.argv[1]).resolve()
LESSONS = ["lookup", "octets", "talk-server", "talk-client", "is-ip-and-port", "fetch-page"]
SOURCES = pathlib.Path(__file__).resolve().parents[2] / "lessons"
PATIENCE = 20  # seconds


def browser(javascript=True):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
        "disable-component-update disable-sync window-size=1100,1400"
    ).split():
        options.add_argument("--" + argument)
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def wait(driver, what, state):
    return WebDriverWait(driver, PATIENCE).until(state, f"still waiting for {what} on {driver.current_url}")


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")


def each_page(driver):
    """No error in the console, nothing that was left as text, diagrams drawn, and every link leads somewhere."""
    anchors, links, outside, diagrams = {}, [], set(), 0
    pages = sorted(path for path in BOOK.glob("*.html") if path.name not in ("404.html", "toc.html"))
    check(len(pages) > 12, f"only {len(pages)} pages in {BOOK}")
    for page in pages:
        driver.get(page.as_uri())
        wait(driver, "the whole page", lambda d: d.execute_script("return document.readyState") == "complete")
        drawings = driver.find_elements(By.CSS_SELECTOR, ".mermaid")
        for drawing in drawings:
            wait(driver, "a diagram", lambda d: drawing.find_elements(By.CSS_SELECTOR, "svg"))
            check("Syntax error" not in drawing.text, f"{page.name}: a diagram with an error")
        diagrams += len(drawings)
        text = driver.find_element(By.TAG_NAME, "main").text
        check("{{#" not in text, f"{page.name}: a preprocessor did not run")
        errors = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
        check(not errors, f"{page.name}: errors in the console: {errors}")
        anchors[page] = set(driver.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)"))
        for link in driver.execute_script("return [...document.querySelectorAll('a[href]')].map(a => a.href)"):
            links.append((page, link))
    for page, link in links:
        parts = urllib.parse.urlparse(link)
        if parts.scheme != "file":
            outside.add(link)
            continue
        target = pathlib.Path(urllib.parse.unquote(parts.path))
        check(target.exists(), f"{page.name}: a dead link to {link}")
        anchor = urllib.parse.unquote(parts.fragment)
        check(not anchor or anchor in anchors.get(target, ()), f"{page.name}: no such place: {link}")
    check(all(link.startswith("https://") for link in outside), f"odd links: {outside}")
    check(diagrams >= 3, f"only {diagrams} diagrams")
    print(f"{len(pages)} pages, {len(links)} links, {len(outside)} of them to the internet, {diagrams} diagrams")


def quiz(driver, lesson):
    """Answers every question rightly, and is told so."""
    driver.get((BOOK / f"{lesson}.html").as_uri())
    questions = tomllib.loads((SOURCES / lesson / "quiz.toml").read_text())["questions"]
    answers = {question["prompt"]["prompt"]: question["answer"]["answer"] for question in questions}
    wait(driver, "the quiz", lambda d: d.find_elements(By.CSS_SELECTOR, ".mdbook-quiz button.start"))
    click(driver, ".mdbook-quiz button.start")
    for number in range(len(questions)):
        shown = lambda d: f"{number + 1} / " in d.find_element(By.CSS_SELECTOR, ".mdbook-quiz header").text
        wait(driver, f"question {number + 1}", shown)
        choices = wait(driver, "choices", lambda d: d.find_elements(By.CSS_SELECTOR, ".mdbook-quiz input[type=radio]"))
        prompt = plain(driver.find_element(By.CSS_SELECTOR, ".mdbook-quiz .prompt").text)
        answer = next((answer for question, answer in answers.items() if plain(question) in prompt), None)
        right = [choice for choice in choices if choice.get_attribute("value") == answer]
        check(right, f"{lesson}: {answer!r} is not among the choices of {prompt!r}")
        driver.execute_script("arguments[0].click()", right[0])
        click(driver, ".mdbook-quiz input[type=submit]")
    result = lambda d: next((e.text for e in d.find_elements(By.CSS_SELECTOR, ".mdbook-quiz") if "correctly" in e.text), None)
    results = wait(driver, "the result", result)
    check(f"{len(questions)}/{len(questions)}" in results.replace(" ", ""), f"{lesson}: {results[:200]}")
    print(f"{lesson}: all {len(questions)} questions answered")


def plain(text):
    return "".join(character for character in text if character.isalnum())


def click(driver, selector):
    driver.execute_script("arguments[0].click()", driver.find_element(By.CSS_SELECTOR, selector))


def octet(driver):
    """Flips bits with the mouse and from the keyboard; a screen reader hears the sum."""
    driver.get((BOOK / "octets.html").as_uri())
    buttons = wait(driver, "the octet", lambda d: d.find_elements(By.CSS_SELECTOR, ".octet button"))
    heard = driver.find_element(By.CSS_SELECTOR, ".octet [role=status]")
    check((len(buttons), heard.text) == (8, "128 + 64 = 192"), f"the octet begins as {heard.text!r}")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", buttons[0])
    buttons[2].click()
    check(heard.text == "128 + 64 + 32 = 224", f"after a click: {heard.text!r}")
    check(buttons[2].get_attribute("aria-pressed") == "true", "the bit that was flipped is pressed")
    buttons[0].send_keys(Keys.SPACE)
    check(heard.text == "64 + 32 = 96", f"after the space bar: {heard.text!r}")
    driver.switch_to.active_element.send_keys(Keys.TAB)
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    check(heard.text == "32 = 32", f"after Tab and Enter: {heard.text!r}")
    check(all(button.accessible_name for button in buttons), "each bit has a name for a screen reader")
    print("the octet flips")


def without_javascript():
    driver = browser(javascript=False)
    driver.get((BOOK / "octets.html").as_uri())
    cells = [cell.text for cell in driver.find_elements(By.CSS_SELECTOR, ".octet table td, .octet table th")]
    check(cells == "128 64 32 16 8 4 2 1 1 1 0 0 0 0 0 0".split(), f"without JavaScript the table says {cells}")
    driver.quit()
    print("without JavaScript there is a table")


def nothing_secret():
    for path in BOOK.rglob("*"):
        check(path.name not in ("steps.toml", "instructor.md", "instructor.html", "wrong"), f"published: {path}")


nothing_secret()
driver = browser()
each_page(driver)
octet(driver)
for lesson in LESSONS:
    quiz(driver, lesson)
driver.quit()
without_javascript()
print("the book is well")
