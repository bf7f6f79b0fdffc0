// One matter 协调事项 as a page, and as a sheet beside the list.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { PastRecord, sameDay, usePastDay } from "../../app/web/shell/past.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { SideSheet } from "../../app/web/ui/side-sheet.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type MatterId, terms } from "./model.ts";
import { MatterBody } from "./page-matter-body.tsx";
import { words } from "./page-words.ts";
import "./page.css";

const useMatter = (programmeId: string, matterId: string) =>
  useQuery({
    queryKey: ["matters", programmeId, "one", matterId],
    queryFn: ({ signal }) =>
      api.matters.getMatter({ programmeId: programmeId as ProgrammeId, matterId: matterId as MatterId }, { signal }),
  });

export function MatterPage() {
  const { say, word } = useMessages();
  const { programmeId = "", matterId = "" } = useParams({ strict: false });
  const { data: matter, error, refetch } = useMatter(programmeId, matterId);
  const { asOf } = usePastDay();
  useTitle(matter?.what ?? word(terms.matter));
  return (
    <div className="dispatch-page">
      <DispatchTabs programmeId={programmeId} />
      <div className="bar no-print">
        <Link to="/p/$programmeId/matters" params={{ programmeId }} search={sameDay(asOf)}>
          {say(words.back)}
        </Link>
        <span className="bar-end">
          <Button onClick={() => print()}>{say("print")}</Button>
        </span>
      </div>
      <article className="dispatch-paper">
        <PastRecord />
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!matter && !error ? <Skeleton lines={8} /> : null}
        {matter ? <MatterBody matter={matter} level="h1" /> : null}
      </article>
    </div>
  );
}

export function MatterSheet({
  programmeId,
  matterId,
  onClose,
}: {
  programmeId: string;
  matterId: string;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const { data: matter, error, refetch } = useMatter(programmeId, matterId);
  return (
    <SideSheet label={matter?.what ?? word(terms.matter)} onClose={onClose}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!matter && !error ? <Skeleton lines={8} /> : null}
      {matter ? (
        <div className="dispatch-sheet">
          <MatterBody matter={matter} level="h2" />
          <Link className="btn" to="/p/$programmeId/matters/$matterId" params={{ programmeId, matterId: matter.id }}>
            {say(words.open)}
          </Link>
        </div>
      ) : null}
    </SideSheet>
  );
}
