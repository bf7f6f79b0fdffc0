// Before a plan is confirmed: what will be created, as a new programme or as a new version of one there is.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { Import } from "./model.ts";
import type { Draft } from "./page-draft.tsx";
import { Sums, useNext } from "./page-next.tsx";
import { ProgrammeField } from "./page-next-programme.tsx";
import { words } from "./page-words.ts";

export function ConfirmDialog({
  draft,
  onClose,
  onCompare,
}: {
  draft: Draft;
  onClose: () => void;
  onCompare: () => void;
}) {
  const { draft: plan } = draft;
  const { say } = useMessages();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const next = useNext(plan);
  const { programmeId } = plan;
  const [startsOn, setStartsOn] = useState(plan.head.issuedOn ?? "");
  const confirm = useMutation({
    mutationFn: () =>
      api.intake.confirmImport({
        importId: plan.id,
        version: plan.version,
        startsOn: startsOn || null,
        ...(next.data ? { planVersionId: next.data.current.id } : {}),
      }),
    onError: () => void queries.invalidateQueries({ queryKey: ["import", plan.id, "comparison"] }),
    onSuccess: async ({ programmeId: entered, taskCount, ...counts }) => {
      await queries.invalidateQueries();
      announce(
        programmeId
          ? say(words.nextConfirmed, { title: plan.head.title, ...counts })
          : say(words.importConfirmed, { title: plan.head.title, count: taskCount }),
      );
      await navigate({ to: "/p/$programmeId/plan", params: { programmeId: entered } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!confirm.isPending && !next.isFetching) confirm.mutate();
  };
  return (
    <Dialog title={say(words.importConfirmTitle)} wide onClose={onClose}>
      <form onSubmit={submit}>
        <Summary plan={plan} />
        <div className="task-form-row">
          <ProgrammeField draft={draft} can={plan.abilities.edit} />
          {programmeId ? null : (
            <Field label={say(words.importStartsOn)}>
              {(control) => (
                <input
                  {...control}
                  type="date"
                  value={startsOn}
                  onChange={(event) => setStartsOn(event.target.value)}
                />
              )}
            </Field>
          )}
        </div>
        {next.data ? (
          <>
            <Sums next={next.data} />
            <p className="field-hint">{say(words.nextConfirmHint)}</p>
          </>
        ) : null}
        <RefusalNotice error={confirm.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          {programmeId ? <Button onClick={onCompare}>{say(words.nextLook)}</Button> : null}
          <Button type="submit" kind="do" busy={confirm.isPending || next.isFetching}>
            {say(confirm.isPending ? words.importConfirming : words.importConfirm)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Summary({ plan }: { plan: Import }) {
  const { say, list } = useMessages();
  const kept = plan.tasks.filter((task) => !task.dropped).length;
  const fresh = plan.units.filter((unit) => unit.unitId === null);
  const settled = plan.findings.filter((finding) => finding.decision).length;
  const lines = [
    [
      say(words.importTasks),
      kept,
      plan.tasks.length > kept ? say(words.importSumDropped, { count: plan.tasks.length - kept }) : "",
    ],
    [say(words.importSumKnown), plan.units.length - fresh.length, ""],
    [say(words.importSumNew), fresh.length, list(fresh.slice(0, 12).map((unit) => unit.name))],
    [
      say(words.importSumSettled),
      plan.findings.length,
      settled > 0 ? say(words.importSumDecisions, { count: settled }) : "",
    ],
  ] as const;
  return (
    <>
      <p className="confirm-title" lang="zh-CN">
        {plan.head.title}
      </p>
      <dl className="confirm-sums">
        {lines.map(([label, count, more]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <b>{count}</b>
              {more ? <span>{more}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
      {fresh.length > 0 ? <p className="field-hint">{say(words.importSumNewHint)}</p> : null}
    </>
  );
}
