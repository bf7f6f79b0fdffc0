// Accepting the reports of many units together: those chosen in the list of what waits, and what became of each.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import { mostReports } from "./model.ts";
import type { AcceptedReport, ReportSummary } from "./model-report.ts";
import type { Round } from "./model-round.ts";
import { words } from "./page-words.ts";
import { reportActs } from "./rules.ts";

/** The reports chosen in a list. Who leaves the list leaves the choice. */
export function usePickedReports(reports: readonly ReportSummary[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    chosen: reports.filter((report) => ids.has(report.id)),
    has: (id: string) => ids.has(id),
    toggle(id: string) {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setIds(next);
    },
    all: (on: boolean) => setIds(new Set(on ? reports.slice(0, mostReports).map((report) => report.id) : [])),
  };
}
export type PickedReports = ReturnType<typeof usePickedReports>;

export function AcceptMany({
  round,
  reports,
  picked,
}: {
  round: Round;
  reports: readonly ReportSummary[];
  picked: PickedReports;
}) {
  const { say, word, language } = useMessages();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<readonly (AcceptedReport & { unitName: string })[]>([]);
  const { chosen } = picked;
  const change = useMutation({
    mutationFn: () =>
      api.progress.acceptReports({
        programmeId: round.programmeId,
        roundId: round.id,
        reports: chosen.slice(0, mostReports).map(({ id, version }) => ({ reportId: id, version })),
      }),
    onSuccess: async ({ items }) => {
      const names = new Map(reports.map((report) => [report.id as string, report.unitName]));
      const left = items.filter((item) => item.outcome === "refused");
      setRefused(left.map((item) => ({ ...item, unitName: names.get(item.reportId) ?? "" })));
      await queries.invalidateQueries({ queryKey: ["progress", round.programmeId] });
      announce(say(words.acceptedMany, { count: items.length - left.length }));
      picked.all(false);
      setAsking(false);
    },
  });
  const everyOne = reports.length > 0 && chosen.length >= Math.min(reports.length, mostReports);
  return (
    <>
      {refused.length > 0 ? (
        <Notice kind="warning" title={say(words.notAccepted, { count: refused.length })}>
          <ul>
            {refused.map((item) => (
              <li key={item.reportId}>
                {item.unitName} · {item.messages?.[language]}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {reports.length > 0 ? (
        <div className="reports-picked no-print">
          <label>
            <input type="checkbox" checked={everyOne} onChange={(event) => picked.all(event.target.checked)} />{" "}
            {say(words.pickAll)}
          </label>
          <Button
            kind="do"
            why={chosen.length === 0 ? say(words.pickFirst) : undefined}
            onClick={() => setAsking(true)}
          >
            {say(words.acceptPicked, { count: chosen.length })}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <ConfirmNote
          title={`${word(reportActs.accept)} · ${round.title}`}
          verb={word(reportActs.accept)}
          busy={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>
            {say(words.acceptManyWhat, {
              count: chosen.length,
              rows: chosen.reduce((sum, report) => sum + report.rows.pending, 0),
            })}
          </p>
        </ConfirmNote>
      ) : null}
    </>
  );
}
