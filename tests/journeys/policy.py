"""What the browser tells of the policy of a page."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage

WATCH = """document.addEventListener("securitypolicyviolation", told => console.error(
    `POLICY ${told.effectiveDirective} ${told.blockedURI} ${told.sourceFile} ${told.sample}`))"""


@dataclass
class Broken:
    """What the browser told of the policy, each with the page on which it happened."""

    told: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith("POLICY") or "Content Security Policy" in message.text:
            self.told.append(f"{message.page.url if message.page else ''}: {message.text}")
