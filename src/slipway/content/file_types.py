"""What a file is, told from its bytes: a name can say anything."""

IMAGE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def image_type(content: bytes) -> str | None:
    """The type of a PNG, JPEG, GIF or WebP image by its first bytes; None for anything else, SVG included."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return None


def content_type(content: bytes) -> str:
    """An image type, else text/plain for UTF-8, else application/octet-stream."""
    return image_type(content) or ("text/plain" if _is_text(content) else "application/octet-stream")


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
