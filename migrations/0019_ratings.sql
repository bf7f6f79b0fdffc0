-- Ratings: versions of the light rule, lights decided by people, confidence by rater, steps of maturity with their facts.

-- Columns of a table may grow from here on: history is written by name, not by place.
create or replace procedure write_history_of(kept text) language plpgsql as $outer$
declare
  columns text;
  given text;
begin
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum), string_agg('c.' || quote_ident(a.attname), ', ' order by a.attnum)
    into columns, given
    from pg_attribute a where a.attrelid = kept::regclass and a.attnum > 0 and not a.attisdropped;
  execute format('drop trigger if exists %I on %I', kept || '_begin_history', kept);
  execute format('drop trigger if exists %I on %I', kept || '_keep_history', kept);
  execute format('drop trigger if exists %I on %I', kept || '_keep_rows', kept);
  execute format('drop trigger if exists %I on %I', kept || '_keep_time', kept);
  execute format('drop function if exists %I()', kept || '_keep_history');
  execute format($inner$
    create function %1$I() returns trigger language plpgsql set enable_seqscan = off as $$
    declare
      one record;
    begin
      if tg_op = 'UPDATE' then
        for one in select c.programme_id, c.id, c.changed_at from changed c loop
          update %2$I set valid_to = one.changed_at
            where programme_id = one.programme_id and id = one.id and valid_to = 'infinity';
        end loop;
      end if;
      insert into %2$I (%3$s, valid_from, valid_to) select %4$s, c.changed_at, 'infinity'::timestamptz from changed c;
      return null;
    end $$ $inner$, kept || '_keep_history', kept || '_history', columns, given);
  execute format('create trigger %I after insert on %I referencing new table as changed for each statement execute function %I()',
    kept || '_begin_history', kept, kept || '_keep_history');
  execute format('create trigger %I after update on %I referencing new table as changed for each statement execute function %I()',
    kept || '_keep_history', kept, kept || '_keep_history');
  execute format('create trigger %I before delete on %I for each row execute function refuse_removal()',
    kept || '_keep_rows', kept);
  execute format('create trigger %I before update on %I for each row when (new.changed_at < old.changed_at)'
    ' execute function keep_time_forward()', kept || '_keep_time', kept);
end $outer$;

-- 已实施 is L1 and in force: from which day on, beside the step itself, so that both are read as of any day.
alter table task add column in_force_on date;
alter table task_history add column in_force_on date;
comment on column task.in_force_on is '实施之日(方案或政策生效)';
comment on column task_history.in_force_on is '实施之日(方案或政策生效)';
call write_history_of('task');

create table light_rule (
  programme_id uuid not null references programme (id),
  id uuid not null,
  ordinal integer not null,
  name text not null,
  from_day date not null,
  yellow_gap smallint not null,
  red_gap smallint not null,
  red_overdue_days smallint not null,
  yellow_missed smallint not null,
  red_missed smallint not null,
  holds boolean not null,
  reason text not null,
  state text not null,
  made_by uuid not null references person (id),
  made_at timestamptz not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create unique index light_rule_order on light_rule (programme_id, ordinal);
create index light_rule_by_day on light_rule (programme_id, from_day desc, ordinal desc) where state = 'set';
comment on table light_rule is '亮灯规则的版本';
comment on column light_rule.programme_id is '所属试点';
comment on column light_rule.id is '编号';
comment on column light_rule.ordinal is '版本序号';
comment on column light_rule.name is '版本名称';
comment on column light_rule.from_day is '自何日起施行';
comment on column light_rule.yellow_gap is '落后多少个百分点起为黄';
comment on column light_rule.red_gap is '落后超过多少个百分点为红';
comment on column light_rule.red_overdue_days is '逾期超过多少天为红';
comment on column light_rule.yellow_missed is '连续几期未报送起为黄';
comment on column light_rule.red_missed is '连续几期未报送起为红';
comment on column light_rule.holds is '追上进度后是否保持黄灯一个周期';
comment on column light_rule.reason is '改版理由';
comment on column light_rule.state is '状态:已定、已撤回';
comment on column light_rule.made_by is '提出人';
comment on column light_rule.made_at is '创建时间';
comment on column light_rule.version is '版本号(乐观锁)';
comment on column light_rule.changed_at is '变更时间';
comment on column light_rule.changed_by is '变更人';
call keep_history_of('light_rule');
comment on table light_rule_history is '亮灯规则的历次状态';
comment on column light_rule_history.valid_from is '此状态起始时间';
comment on column light_rule_history.valid_to is '此状态终止时间';

create table light_override (
  programme_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  light text not null,
  from_light text not null,
  reason text not null,
  until_on date not null,
  state text not null,
  made_by uuid not null references person (id),
  made_unit_id uuid not null references unit (id),
  made_at timestamptz not null,
  decided_by uuid references person (id),
  decided_at timestamptz,
  decision_note text,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index light_override_of_task on light_override (programme_id, task_id, made_at desc);
create unique index light_override_asked on light_override (programme_id, task_id) where state = 'asked';
create unique index light_override_standing on light_override (programme_id, task_id) where state = 'standing';
create index light_override_by_state on light_override (programme_id, state, made_at, id);
comment on table light_override is '人工改判的进度灯';
comment on column light_override.programme_id is '所属试点';
comment on column light_override.id is '编号';
comment on column light_override.task_id is '任务';
comment on column light_override.light is '改判为';
comment on column light_override.from_light is '改判时的自动灯';
comment on column light_override.reason is '理由';
comment on column light_override.until_on is '有效至';
comment on column light_override.state is '状态:待批、有效、未同意、撤回、结束';
comment on column light_override.made_by is '提出人';
comment on column light_override.made_unit_id is '提出单位';
comment on column light_override.made_at is '提出时间';
comment on column light_override.decided_by is '审批人或结束人';
comment on column light_override.decided_at is '审批或结束时间';
comment on column light_override.decision_note is '审批或结束意见';
comment on column light_override.version is '版本号(乐观锁)';
comment on column light_override.changed_at is '变更时间';
comment on column light_override.changed_by is '变更人';
call keep_history_of('light_override');
comment on table light_override_history is '人工改判的历次状态';
comment on column light_override_history.valid_from is '此状态起始时间';
comment on column light_override_history.valid_to is '此状态终止时间';

create table confidence (
  programme_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  rater text not null,
  points smallint not null,
  reason text not null,
  source text,
  made_by uuid not null references person (id),
  made_unit_id uuid not null references unit (id),
  made_at timestamptz not null,
  until_at timestamptz not null default 'infinity',
  primary key (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index confidence_of_task on confidence (programme_id, task_id, rater, made_at desc);
create unique index confidence_present on confidence (programme_id, task_id, rater) where until_at = 'infinity';
comment on table confidence is '交付信心的历次评定';
comment on column confidence.programme_id is '所属试点';
comment on column confidence.id is '编号';
comment on column confidence.task_id is '任务';
comment on column confidence.rater is '评定方';
comment on column confidence.points is '五档:5很有把握…1无法实现';
comment on column confidence.reason is '理由';
comment on column confidence.source is '第三方名称';
comment on column confidence.made_by is '填写人';
comment on column confidence.made_unit_id is '填写单位';
comment on column confidence.made_at is '评定时间';
comment on column confidence.until_at is '被下一次评定取代的时间';

create table maturity_claim (
  programme_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  step smallint not null,
  facts jsonb not null,
  in_force_on date,
  state text not null,
  note text,
  made_by uuid not null references person (id),
  made_unit_id uuid not null references unit (id),
  made_at timestamptz not null,
  decided_by uuid references person (id),
  decided_at timestamptz,
  decision_note text,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index maturity_claim_of_task on maturity_claim (programme_id, task_id, made_at desc);
create unique index maturity_claim_live on maturity_claim (programme_id, task_id, step) where state in ('claimed', 'confirmed');
create index maturity_claim_by_state on maturity_claim (programme_id, state, made_at, id);
comment on table maturity_claim is '成熟度台阶的申报与核定';
comment on column maturity_claim.programme_id is '所属试点';
comment on column maturity_claim.id is '编号';
comment on column maturity_claim.task_id is '任务';
comment on column maturity_claim.step is '台阶 L1-L5';
comment on column maturity_claim.facts is '所依据的事实';
comment on column maturity_claim.in_force_on is '实施之日(仅L1)';
comment on column maturity_claim.state is '状态:待核、已核定、退回、撤回、收回';
comment on column maturity_claim.note is '申报说明';
comment on column maturity_claim.made_by is '申报人';
comment on column maturity_claim.made_unit_id is '申报单位';
comment on column maturity_claim.made_at is '申报时间';
comment on column maturity_claim.decided_by is '核定人';
comment on column maturity_claim.decided_at is '核定时间';
comment on column maturity_claim.decision_note is '核定意见';
comment on column maturity_claim.version is '版本号(乐观锁)';
comment on column maturity_claim.changed_at is '变更时间';
comment on column maturity_claim.changed_by is '变更人';
call keep_history_of('maturity_claim');
comment on table maturity_claim_history is '成熟度申报的历次状态';
comment on column maturity_claim_history.valid_from is '此状态起始时间';
comment on column maturity_claim_history.valid_to is '此状态终止时间';
