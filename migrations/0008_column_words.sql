-- The official word beside every column that does not have one yet, so that any database tool shows it.
do $$
declare
  wanted record;
begin
  for wanted in
    select c.oid::regclass as table_name, a.attname as column_name, w.word
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join (values
      ('id', '编号'), ('version', '版本号(乐观锁)'), ('changed_at', '变更时间'), ('changed_by', '变更人'),
      ('made_at', '创建时间'), ('made_by', '创建人'), ('since_at', '起始时间'), ('until_at', '终止时间'),
      ('valid_from', '此状态起始时间'), ('valid_to', '此状态终止时间'), ('programme_id', '所属试点'),
      ('plan_version_id', '方案版本'), ('person_id', '人员'), ('unit_id', '单位'), ('task_id', '任务'),
      ('group_id', '推进组'), ('event_id', '审计事件'), ('owner_unit_id', '上传单位'), ('title', '标题'),
      ('short_title', '简称'), ('name', '名称'), ('kind', '类别'), ('state', '状态'), ('note', '意见'),
      ('ordinal', '顺序'), ('position', '排列顺序'), ('number', '序号'), ('level', '层级'), ('path', '条目层级'),
      ('text', '原文'), ('range_start', '原文起始位置'), ('range_end', '原文结束位置'), ('content_key', '句子内容键'),
      ('facts', '结构化内容'), ('digest', '摘要(SHA-256)'), ('previous', '上一封条摘要'), ('event_count', '事件数'),
      ('seal_number', '封条号'), ('at', '时间'), ('ends_at', '失效时间'), ('seen_at', '最近使用时间'),
      ('revoked_at', '收回时间'), ('address', '来源地址'), ('agent', '客户端'), ('username', '用户名'),
      ('password_hash', '密码摘要(argon2id)'), ('must_change', '须修改密码'), ('failed_count', '连续失败次数'),
      ('disabled', '已停用'), ('password_set_at', '密码设置时间'), ('duty', '职责'), ('subject_version', '对象版本'),
      ('person_name', '操作人姓名'), ('request_id', '请求编号'), ('owner', '所有者'), ('key', '幂等键'),
      ('operation', '操作'), ('reply', '答复'), ('due_on', '到期日'), ('reached_on', '达成日'), ('weight', '权重'),
      ('active', '在用'), ('demo', '演示数据'), ('file_name', '文件名'), ('file_kind', '文件类型'),
      ('file_digest', '文件摘要'), ('issuer', '发文机关'), ('issued_on', '成文日期'), ('basis', '依据'),
      ('confirmed_at', '确认时间'), ('confirmed_by', '确认人'), ('findings', '待核事项'), ('starts_on', '开始日'),
      ('ends_on', '结束日'), ('years', '年数'), ('target_kind', '关联对象类型'), ('target_id', '关联对象'),
      ('media_type', '内容类型'), ('size_bytes', '字节数'), ('content', '内容'), ('stored_at', '存入时间'),
      ('annual_goal', '年度目标'), ('expected_outcome', '预期标志性成果'), ('leader', '责任领导'), ('contact', '联络员'),
      ('planned_percent', '计划进度(%)'), ('progress_percent', '实际进度(%)'), ('is_public', '可公开'),
      ('implied', '由通用规则带入'), ('parent_id', '上级单位'), ('sort_key', '拼音排序键'), ('started_on', '设立日'),
      ('ended_on', '撤并日'), ('from_on', '启用日'), ('until_on', '停用日'), ('from_unit_id', '原单位'),
      ('to_unit_id', '承接单位'), ('on_day', '变更日'), ('checksum', '校验和'), ('applied_at', '执行时间')
    ) as w (column_name, word) on w.column_name = a.attname
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and col_description(c.oid, a.attnum) is null
  loop
    execute format('comment on column %s.%I is %L', wanted.table_name, wanted.column_name, wanted.word);
  end loop;
end $$;
comment on table schema_migration is '数据库结构版本';
