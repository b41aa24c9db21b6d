"""A real name server (UDP) on loopback that knows the zones of a test, and nothing else."""

import socketserver
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

# (name, type) -> what the records say; the type "SERVFAIL" makes every question about that name fail.
Zone = Mapping[tuple[str, str], Sequence[str]]


def text(content: str) -> str:
    """A TXT record in its quotes, in pieces of at most 255 octets (RFC 1035 §3.3.14)."""
    return " ".join(f'"{content[start : start + 255]}"' for start in range(0, len(content), 255))


def _answer(zone: Zone, octets: bytes) -> bytes:
    asked = dns.message.from_wire(octets)
    [question] = asked.question
    name, kind = str(question.name).lower().rstrip("."), dns.rdatatype.to_text(question.rdtype)
    answer = dns.message.make_response(asked, recursion_available=True)
    if (name, "SERVFAIL") in zone:
        answer.set_rcode(dns.rcode.SERVFAIL)
    elif records := zone.get((name, kind)):
        answer.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, records))
    elif not any(known == name for known, _ in zone):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer.to_wire()


@contextmanager
def serving(zone: Zone) -> Iterator[str]:
    """HOST:PORT of a name server, until the context ends. The zone may be changed meanwhile."""

    class Asked(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            octets, line = self.request
            line.sendto(_answer(zone, octets), self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Asked) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
