"""Opens every page of the web book from the disk in headless Chromium, as a reader without internet would.

    cargo run -p book
    python3 scripts/book/browser_test.py target/book/html [axe.min.js]

It needs Debian's chromium and chromium-driver, and selenium from PyPI. With the file axe.min.js of
npm's axe-core, it also looks for what keeps people with disabilities from reading.
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
AXE = pathlib.Path(sys.argv[2]).read_text() if len(sys.argv) > 2 else None
THEMES = ["light", "rust", "coal", "navy", "ayu"]
LESSONS = [page.stem.removeprefix("program-") for page in sorted(BOOK.glob("program-*.html"))]
SOURCES = pathlib.Path(__file__).resolve().parents[2] / "lessons"
PATIENCE = 20  # seconds


# What axe finds in every book that mdBook makes, in parts that are not ours: its menu, its side bar,
# and its blocks of code, which scroll but cannot be reached with the keyboard.
MDBOOKS_OWN = {"scrollable-region-focusable", "aria-allowed-attr", "aria-allowed-role", "label", "nested-interactive"}


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
    pages = sorted(path for path in BOOK.glob("*.html") if path.name not in ("404.html", "toc.html", "print.html"))
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
    page = driver.current_url
    buttons[3].send_keys(Keys.ARROW_RIGHT)
    focused = driver.switch_to.active_element
    check(driver.current_url == page, "an arrow key on a bit does not turn the page")
    check(focused == buttons[4], "an arrow key goes to the next bit")
    check(all(button.accessible_name for button in buttons), "each bit has a name for a screen reader")
    print("the octet flips")


def without_javascript():
    driver = browser(javascript=False)
    driver.get((BOOK / "octets.html").as_uri())
    cells = [cell.text for cell in driver.find_elements(By.CSS_SELECTOR, ".octet table td, .octet table th")]
    check(cells == "128 64 32 16 8 4 2 1 1 1 0 0 0 0 0 0".split(), f"without JavaScript the table says {cells}")
    driver.quit()
    print("without JavaScript there is a table")


def search(driver):
    """Finds a word of a worksheet, from the keyboard."""
    driver.get((BOOK / "introduction.html").as_uri())
    wait(driver, "the search", lambda d: d.execute_script("return typeof window.search === 'object' || !!document.querySelector('[id$=search-toggle]')"))
    driver.find_element(By.TAG_NAME, "body").send_keys("s")
    bar = wait(driver, "the search bar", lambda d: next((e for e in d.find_elements(By.CSS_SELECTOR, "input[type=search]") if e.is_displayed()), None))
    bar.send_keys("backlog")
    found = wait(driver, "a result", lambda d: d.find_elements(By.CSS_SELECTOR, "[id$=searchresults] li a"))
    check(any("talk-server" in link.get_attribute("href") for link in found), "`backlog` is found in talk-server")
    print(f"search: {len(found)} places for `backlog`")


def narrow(driver):
    """At the width of a telephone nothing sticks out at the side."""
    driver.set_window_size(390, 844)
    for page in sorted(BOOK.glob("*.html")):
        if page.name in ("404.html", "toc.html", "print.html"):
            continue
        driver.get(page.as_uri())
        wait(driver, "the whole page", lambda d: d.execute_script("return document.readyState") == "complete")
        wide = driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(wide <= 1, f"{page.name}: {wide} pixels stick out at 390")
    driver.set_window_size(1100, 1400)
    print("390 pixels are wide enough")


def themes(driver):
    """Each theme can be chosen. axe finds nothing serious that is ours to change: in every page of the first theme, and in two of the others."""
    if AXE is None:
        print("skipped: axe, as no axe.min.js was given")
    own = {}
    for theme in THEMES:
        driver.get((BOOK / "introduction.html").as_uri())
        driver.execute_script("localStorage.setItem('mdbook-theme', arguments[0])", theme)
        every_page = theme == THEMES[0] and AXE is not None
        for page in sorted(BOOK.glob("*.html")) if every_page else [BOOK / "octets.html", BOOK / "glossary.html"]:
            if page.name in ("404.html", "toc.html", "print.html", "index.html"):
                continue
            driver.get(page.as_uri())
            wait(driver, "the theme", lambda d: theme in d.find_element(By.TAG_NAME, "html").get_attribute("class").split())
            if AXE is None:
                continue
            driver.execute_script(AXE)
            found = driver.execute_async_script(
                "const done = arguments[arguments.length - 1];"
                "axe.run('main', {resultTypes: ['violations']}).then(r => done(r.violations.filter("
                "v => ['serious', 'critical'].includes(v.impact)).map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))])))"
            )
            for rule, nodes in found:
                if rule in MDBOOKS_OWN or (rule == "color-contrast" and all("hljs" in node for node in nodes)):
                    own[rule] = own.get(rule, 0) + len(nodes)
                else:
                    check(False, f"{page.name}, {theme}: {rule}: {nodes[:3]}")
    print(f"{len(THEMES)} themes; mdBook's own: {own}")


def nothing_secret():
    for path in BOOK.rglob("*"):
        check(path.name not in ("steps.toml", "instructor.md", "instructor.html", "wrong", "right"), f"published: {path}")


nothing_secret()
driver = browser()
each_page(driver)
octet(driver)
for lesson in LESSONS:
    quiz(driver, lesson)
search(driver)
narrow(driver)
themes(driver)
driver.quit()
without_javascript()
print("the book passes")
