-- Rows of one round or one report on a past day; without it every row of the programme's rounds is looked at.

create index report_row_history_of_report on report_row_history (programme_id, round_id, report_id, valid_from);
