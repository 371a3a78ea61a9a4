"""The PostgreSQL and the browser that other tests rely on."""

from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page

from tests.postgres import OWNER


@pytest.mark.postgres
def test_each_worker_has_an_empty_postgresql_of_its_own(postgres_dsn: str, worker_id: str) -> None:
    with psycopg.connect(postgres_dsn) as connection:
        row = connection.execute("SELECT current_database(), current_user").fetchone()
    assert row == (worker_id, OWNER)


@pytest.mark.postgres
def test_the_postgresql_of_the_tests_listens_on_no_network(
    postgres_dsn: str, postgres_place: Path
) -> None:
    with psycopg.connect(postgres_dsn) as connection:
        row = connection.execute("SHOW listen_addresses").fetchone()
    assert row == ("",)
    assert (postgres_place / ".s.PGSQL.5432").is_socket()


@pytest.mark.browser
def test_the_browser_of_the_tests_shows_chinese(page: Page) -> None:
    page.set_content("<h1>守密</h1>")
    assert page.get_by_role("heading").inner_text() == "守密"
