"""Why a line cannot be protected, as a sentence that says what to do about it."""

import ssl

from outreach.mail.smtp_url import Server

# By OpenSSL's X509_V_ERR_…: what is wrong with the certificate, and what to do.
_ELSEWHERE = ("is for another name", "Write the host as its keeper calls it, and look whether it is the right one")
_WEAK = ("has a key too short to be safe", "Ask its keeper for one with 2048 bits or more")
_CERTIFICATES: dict[int, tuple[str, str]] = {
    9: ("is not valid yet", "Check this machine's clock; if it is right, ask the server's keeper"),
    10: ("has expired", "Check this machine's clock; if it is right, ask the server's keeper to renew it"),
    18: ("is self-signed", "Ask its keeper for one of a public authority, or have it added to those of this machine"),
    19: (
        "comes from an authority that this machine does not know",
        "If it is your own, have its root added to this machine's certificates",
    ),
    20: (
        "leads to no authority that this machine knows",
        "Ask its keeper to send the intermediate certificates along, or have your own authority's root added here",
    ),
    23: ("was revoked", "Ask its keeper; do not send over it"),
    62: _ELSEWHERE,
    64: _ELSEWHERE,
    66: _WEAK,
    67: _WEAK,
    68: ("is signed in a way that is no longer safe", "Ask its keeper for one signed with SHA-256"),
}
_CERTIFICATES[21] = _CERTIFICATES[20]
_TOO_OLD = frozenset({"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "NO_PROTOCOLS_AVAILABLE"})
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST"})


def sentence(server: Server, error: ssl.SSLError) -> str:
    """What is wrong with the protection that `server` offers. Nothing was said over the line but the handshake."""
    if isinstance(error, ssl.SSLCertVerificationError):
        what, to_do = _CERTIFICATES.get(error.verify_code, (f"fails: {error.verify_message}", "Ask its keeper"))
        return f"the certificate of {server} is not trusted, it {what}; nothing was sent. {to_do}"
    if error.reason in _TOO_OLD:
        return (
            f"{server} speaks only TLS older than 1.2, which is not safe; nothing was sent. Ask its keeper for TLS 1.2"
        )
    if error.reason in _NO_TLS:
        return (
            f"{server} does not begin with TLS there; nothing was sent. Port 587 wants smtp+starttls://, 465 smtps://"
        )
    why = (error.reason or "no reason given").lower().replace("_", " ")
    return f"no protected line to {server} ({why}); nothing was sent. Ask its keeper, or try again later"


def is_of_the_line(error: ssl.SSLError) -> bool:
    """Whether the line only broke, as any line can."""
    return isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ssl.SSLSyscallError)
