-- What waits for somebody is a small part of all evidence: remarks to be made, pieces to be mended or renewed.
create index evidence_waiting on evidence (programme_id, changed_at, subject_id) where state = 'open';
create index evidence_to_mend on evidence (programme_id, unit_id, changed_at) where state in ('queried', 'rejected');
create index evidence_by_validity on evidence (programme_id, unit_id, valid_until)
  where valid_until is not null and state in ('open', 'accepted', 'queried');
