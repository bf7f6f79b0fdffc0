-- Reports that wait for a review, or whose units ask to be unlocked: a few among those of all months.

create index unit_report_waiting on unit_report (programme_id, last_submitted_at, id) where state in ('submitted', 'returned');
create index unit_report_unlock_asked on unit_report (programme_id, unlock_asked_at, id) where unlock_asked_at is not null;
