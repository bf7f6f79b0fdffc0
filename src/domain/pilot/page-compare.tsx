// 版本对照: any two confirmed versions of a plan side by side, and what hangs on what changed.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { PlanVersion, PlanVersionId, ProgrammeId } from "./model.ts";
import { Pairs, type Shown } from "./page-pairs.tsx";
import { words } from "./page-words.ts";
import "./page-bar.css";

export function ComparePage() {
  const { say, day } = useMessages();
  const { programmeId } = useParams({ strict: false }) as { programmeId: ProgrammeId };
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ to: ".", search: { ...search, ...change }, replace: true, resetScroll: false });
  const plan = useQuery({
    queryKey: ["plan", programmeId, "", ""],
    queryFn: ({ signal }) => api.pilot.getPlan({ programmeId }, { signal }),
  });
  const compared = useQuery({
    queryKey: ["plan", programmeId, "compare", search.from ?? "", search.to ?? ""],
    queryFn: ({ signal }) =>
      api.pilot.comparePlans(
        {
          programmeId,
          ...(search.from ? { from: search.from as PlanVersionId } : {}),
          ...(search.to ? { to: search.to as PlanVersionId } : {}),
        },
        { signal },
      ),
    placeholderData: (before) => before,
  });
  useTitle(say(words.compareTitle));
  const versions = plan.data?.versions ?? [];
  const named = (version: PlanVersion) =>
    [
      say(words.planVersionNumber, { ordinal: version.ordinal }),
      version.documentNumber,
      version.issuedOn ? day(version.issuedOn) : "",
    ]
      .filter(Boolean)
      .join(" · ");
  const choice = (side: "from" | "to", chosen: PlanVersionId | undefined) => (
    <Select
      aria-label={say(side === "from" ? words.compareBefore : words.compareAfter)}
      value={chosen ?? ""}
      choices={versions.map((version) => ({ value: version.id, label: named(version) }))}
      onChoose={(id) => set({ [side]: id })}
    />
  );
  return (
    <div className="compare">
      <div className="bar no-print">
        <Link to="/p/$programmeId/plan" params={{ programmeId }}>
          {say(words.compareBack)}
        </Link>
        <h1 className="compare-title">{say(words.compareTitle)}</h1>
        {choice("from", compared.data?.from.id)}
        <span aria-hidden="true">→</span>
        {choice("to", compared.data?.to.id)}
        <div className="bar-end">
          <Button kind="quiet" onClick={() => window.print()}>
            {say("print")}
          </Button>
        </div>
      </div>
      <div className="compare-body">
        <RefusalNotice error={compared.error} onRetry={() => void compared.refetch()} />
        {compared.isPending ? <Skeleton lines={12} /> : null}
        {compared.data ? (
          <Pairs
            comparison={compared.data}
            behind={compared.data.behind}
            programmeId={programmeId}
            before={named(compared.data.from)}
            after={named(compared.data.to)}
            shown={(search.show as Shown | undefined) ?? "changes"}
            onShow={(shown) => set({ show: shown === "changes" ? undefined : shown })}
          />
        ) : null}
      </div>
    </div>
  );
}
