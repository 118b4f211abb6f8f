"""What a sign-in was made with, in words by which its owner knows it again. Pure.

Never the browser's whole description, which tells one person from another.
"""

_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("OpenHarmony", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"),
    ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("MicroMessenger", "微信"), ("AlipayClient", "支付宝"), ("Edg", "Edge"), ("HuaweiBrowser", "华为浏览器"),
    ("QQBrowser", "QQ浏览器"), ("UCBrowser", "UC浏览器"), ("Firefox", "火狐"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
UNKNOWN = "其他设备"


def device_in_words(agent: str) -> str:
    """Such as 安卓，微信."""
    found = [next((says for sign, says in known if sign in agent), "") for known in (_SYSTEMS, _BROWSERS)]
    return "，".join(word for word in found if word) or UNKNOWN
