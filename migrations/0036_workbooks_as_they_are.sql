-- Imported workbooks are packed already: the database would try to compress them and give up.

alter table workbook_import alter column content set storage external;
