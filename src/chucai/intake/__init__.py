"""Tables and people coming in: read, checked against the charter, and turned into acts; nothing is written from here.

`kinds.table_kind` describes a table, `tables.read_table` reads one, `fault_sheet.fault_sheet` gives it back with what
is wrong, `template.template` makes one to fill in, `to_acts` turns rows into acts, `people.same_person` finds
candidates.
"""
