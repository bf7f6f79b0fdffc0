-- Who is behind a key, asked with every request. A function, because each connection then keeps its plans: sent as one
-- statement of text, the database plans it anew each time, which costs several times what answering it does.
create index unit_succession_to on unit_succession (to_unit_id);

create function who_acts(
  key_kind text,
  key_digest text,
  acting_person uuid,
  at_instant timestamptz,
  idle_before timestamptz,
  seen_before timestamptz,
  out key_id text,
  out person_id uuid,
  out name text,
  out unit_id uuid,
  out must_change boolean,
  out unseen boolean,
  out duties text[],
  out unit_ids uuid[])
language plpgsql stable
set plan_cache_mode = force_generic_plan
set enable_seqscan = off as $$
#variable_conflict use_variable
declare
  frontier uuid[];
begin
  if key_kind = 'session' then
    select s.digest, s.person_id, s.seen_at < seen_before into key_id, person_id, unseen
    from session s
    where s.digest = key_digest and s.ends_at > at_instant and s.seen_at > idle_before;
  elsif key_kind = 'token' then
    select t.id::text, t.person_id, coalesce(t.seen_at < seen_before, true) into key_id, person_id, unseen
    from access_token t
    where t.digest = key_digest and t.ends_at > at_instant and t.revoked_at is null;
  else
    key_id := 'program';
    person_id := acting_person;
    unseen := false;
  end if;
  if person_id is null then return; end if;

  select p.name, p.unit_id, a.must_change into name, unit_id, must_change
  from person p join account a on a.person_id = p.id
  where p.id = who_acts.person_id and p.active and not a.disabled;
  if unit_id is null then
    person_id := null;
    return;
  end if;

  select array_agg(distinct d.duty), array_agg(d.unit_id) into duties, unit_ids
  from duty d where d.person_id = who_acts.person_id and d.until_at = 'infinity';
  duties := coalesce(duties, '{}');

  -- The own unit and those where a duty is held, everything below them, and whatever those took over, however long ago.
  unit_ids := array(select distinct unnest(coalesce(unit_ids, '{}') || unit_id));
  frontier := unit_ids;
  while cardinality(frontier) > 0 loop
    frontier := array(
      select u.id from unit u where u.parent_id = any (frontier) and u.id <> all (unit_ids)
      union
      select s.from_unit_id from unit_succession s
      where s.to_unit_id = any (frontier) and s.from_unit_id <> all (unit_ids));
    unit_ids := unit_ids || frontier;
  end loop;
end $$;
comment on function who_acts is '凭会话或令牌识别操作人:职责、所代表的单位';
