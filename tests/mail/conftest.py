"""What the tests of the mail room share."""

from collections.abc import Iterator

import pytest

from tests.smtp_server import SmtpServer, serving


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with serving() as made:
        yield made
