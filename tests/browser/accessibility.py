"""What axe-core finds on a page, in words, and what it cannot see."""

from importlib import resources

import numpy as np

# Read here, since the package itself reads it in whatever encoding the system has.
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
# The size of what is pressed is part of WCAG 2.2 AA, and left out unless asked for.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def violations(page):
    """Every violation on a page or in a frame, one line a place; none is best.

    Of WCAG 2.0 to 2.2, A and AA, and of best practices. Open shadow roots are looked
    into.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    return [described(rule, node) for rule in found for node in rule["nodes"]]


def described(rule, node):
    """The rule, how bad it is, where, and what to do."""
    # The way into a shadow root is a list of selectors.
    ways = [way if isinstance(way, list) else [way] for way in node["target"]]
    place = " in ".join(" >>> ".join(way) for way in ways)
    checks = [*node["any"], *node["all"], *node["none"]]
    todo = "; ".join(check["message"] for check in checks) or rule["help"]
    return f"{rule['id']} ({rule['impact']}) at {place}: {todo}"


def without_ring(page):
    """What can be pressed outside of our components and shows no ring in focus."""
    # From here on the browser takes the focus for one that the keyboard moved.
    page.keyboard.press("Tab")
    return page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary')].filter(node => {
          node.focus()
          const { outlineStyle } = getComputedStyle(node)
          return node.matches(':focus') && outlineStyle !== 'solid'
        }).map(node => node.ariaLabel ?? node.textContent)"""
    )


def faint_words(page):
    """Words in charts with less contrast than 4.5, which axe-core does not measure."""
    ground = page.locator("[data-testid=stApp]").evaluate(
        "app => getComputedStyle(app).backgroundColor"
    )
    words = page.locator(".js-plotly-plot text").evaluate_all(
        "found => found.map(node => [node.textContent, getComputedStyle(node).fill])"
    )
    return [text for text, color in words if contrast([color, ground]) < 4.5]


def contrast(colors):
    """How much two colours differ, 1 to 21.

    WCAG 2.2, contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    dark, light = sorted(relative_luminance(color) for color in colors)
    return (light + 0.05) / (dark + 0.05)


def relative_luminance(color):
    # rgb(1, 2, 3), or color(srgb 0.1 0.2 0.3) for what the style sheet mixes.
    numbers = [
        float(part) for part in color.strip("colrgbs()").replace(",", " ").split()
    ]
    parts = np.array(numbers[:3]) / (1 if "srgb" in color else 255)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
