from pathlib import Path

import pytest

from tests.core.imports.merchant import Merchant


@pytest.fixture
def merchant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Merchant:
    monkeypatch.chdir(tmp_path)
    return Merchant(tmp_path)
