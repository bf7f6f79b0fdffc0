-- What is counted over all tasks of a programme is counted from this index, without reading the tasks. Each further column
-- stands in another index already or changes a few times in the life of a task, so that no change of a task costs more.

drop index task_by_state;
create index task_by_state on task (programme_id, state, ordinal, id)
  include (kind, light, due_on, plan_version_id, maturity, in_force_on);

drop index task_unit_of_unit;
create index task_unit_of_unit on task_unit (programme_id, unit_id, part, task_id) include (since_at, until_at);
