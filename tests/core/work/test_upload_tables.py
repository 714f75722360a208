from core.data.label_tables import MAX_TABLE_BYTES, TableMatch
from core.data.uploaded_files import Refusal, UploadedTable
from core.work.upload_tables import MAX_TABLES, UploadTables


def test_tables_beyond_the_limits_are_refused():
    tables = UploadTables()
    tables.pictures.append("1.png")
    large = UploadedTable("large.csv", b"x" * MAX_TABLE_BYTES)
    for number in range(MAX_TABLES + 5):
        tables.add(UploadedTable(f"{number}.csv", b"1.png,7\n"))
    tables.add(large)

    found = list(tables.match())

    matches = [each for each in found if isinstance(each, TableMatch)]
    refusals = [each for each in found if isinstance(each, Refusal)]
    assert [each.name for each in matches] == [f"{at}.csv" for at in range(MAX_TABLES)]
    assert {each.error.kind for each in refusals} == {"table-too-many"}
    assert len(refusals) == 6


def test_a_refused_table_leaves_the_others():
    tables = UploadTables()
    tables.pictures += ["1.png", "2.png"]
    for name, content in (("notes.txt", b"no table"), ("labels.csv", b"2.png,7\n")):
        tables.add(UploadedTable(name, content))

    refusal, match = tables.match()

    assert (refusal.name, refusal.error.kind) == ("notes.txt", "table-no-names")
    assert match.labels.tolist() == [-1, 7]
