-- Indexes for reading the ledger among a million tasks.

-- Milestones of one task on a past day; without it every milestone of the programme is looked at.
create index milestone_history_of_task on milestone_history (programme_id, task_id, valid_from);

-- Tasks that changed between two days.
create index task_history_since on task_history (programme_id, valid_from, id);
