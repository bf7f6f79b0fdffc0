-- Indexes for what waits for somebody, so that an inbox reads its own few hundred tasks and not every one that waits.

-- Those that wait longest first, in the whole programme and in a working group.
create index task_waiting on task (programme_id, state, state_since, id)
  where state in ('issued', 'signed', 'adjusting', 'closeRequested', 'firstReviewed', 'secondReviewed', 'suspended');
create index task_waiting_of_group on task (programme_id, group_id, state, state_since, id)
  where state in ('issued', 'signed', 'adjusting', 'closeRequested', 'firstReviewed', 'secondReviewed', 'suspended');

-- Close-outs that came back, the newest first.
create index close_out_returned_at on close_out (programme_id, outcome_at desc, id desc) where outcome = 'returned';
