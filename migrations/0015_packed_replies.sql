-- Replies kept for their idempotency keys as packed bytes: a megabyte of them took the database longer to take apart and
-- compress than to change the thousand tasks that they tell of.
alter table idempotency_key alter column reply type bytea using convert_to(reply::text, 'UTF8');
comment on column idempotency_key.reply is '当时的答复(JSON 经 zlib 压缩)';
