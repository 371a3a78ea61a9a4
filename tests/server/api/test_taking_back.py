"""A program takes an import back by the same act as a person."""

from tests.server.api.asking import Asking
from tests.server.sheets.bringing import imported
from tests.server.sheets.workbooks import row

TAKE_BACK = "carriers.take-back-import"


def test_an_import_is_taken_back_by_a_program(asking: Asking) -> None:
    found = imported(asking.house, row(文号="由程序撤销"))
    assert found.batch, [str(error.message) for error in found.errors]
    asking.with_token(acts=(TAKE_BACK,), kinds=("carriers.import", "carriers.carrier"))
    told = {"import_batch": found.batch.id, "reason": "误导入"}
    assert asking.post(f"may/{TAKE_BACK}", told).told["verdict"] == "permitted"
    assert asking.post(f"acts/{TAKE_BACK}", told).status == 201
    batch = asking.get(f"things/carriers.import/{found.batch.id}")
    assert batch.told["state"] == "taken_back"
    again = asking.post(f"acts/{TAKE_BACK}", told)
    assert again.status == 409
    findings = again.told["ruling"]["findings"]
    refused = [one["rule"] for one in findings if one["said"] == "refused"]
    assert refused == ["carriers.base.import-stands"]
