// One plan on its way in: its text at the left, what was read from it at the right, to be settled and confirmed.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type Import, type ImportId, importFault, importStates } from "./model.ts";
import type { Chosen } from "./page-chosen.tsx";
import { ConfirmDialog } from "./page-confirm.tsx";
import { type Draft, useDraft } from "./page-draft.tsx";
import { DraftTabs } from "./page-draft-tabs.tsx";
import { NextStep } from "./page-next.tsx";
import { type ImportStep, LikelyNotice, Steps } from "./page-next-programme.tsx";
import { StaleNotice } from "./page-stale.tsx";
import { DraftText } from "./page-text.tsx";
import { words } from "./page-words.ts";
import { mayConfirm } from "./rules.ts";
import "./page-import.css";

export function ImportPage() {
  const { say } = useMessages();
  const { importId } = useParams({ strict: false }) as { importId: ImportId };
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ["import", importId],
    queryFn: ({ signal }) => api.intake.getImport({ importId }, { signal }),
    // While it is open the draft keeps itself up to date.
    staleTime: Number.POSITIVE_INFINITY,
  });
  useTitle(found.data?.title ?? say(words.importsTitle));
  useEffect(
    () => () => {
      void queries.invalidateQueries({ queryKey: ["import", importId], refetchType: "none" });
      void queries.invalidateQueries({ queryKey: ["imports"] });
    },
    [queries, importId],
  );
  if (found.data) return <Settling key={importId} initial={found.data} />;
  return (
    <div className="imports">
      {found.error ? (
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Skeleton lines={10} />
      )}
    </div>
  );
}

function Settling({ initial }: { initial: Import }) {
  const { say } = useMessages();
  const draft = useDraft(initial);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [side, setSide] = useState<"text" | "list">("list");
  const [step, setStep] = useStep(draft.draft);
  return (
    <div className="settling" data-side={side}>
      <ImportBar draft={draft} step={step} onStep={setStep} />
      {draft.saving === "stale" ? <StaleNotice draft={draft} /> : null}
      {draft.error ? <RefusalNotice error={draft.error} onRetry={() => void draft.flush()} /> : null}
      <LikelyNotice draft={draft} onCompare={() => setStep("compare")} />
      {draft.draft.warnings.length > 0 ? <Warnings warnings={draft.draft.warnings} /> : null}
      {step === "compare" ? <NextStep draft={draft} /> : null}
      {step === "compare" ? null : (
        <fieldset className="settling-switch no-print">
          <legend className="sr">{say(words.importSides)}</legend>
          <button type="button" aria-pressed={side === "text"} onClick={() => setSide("text")}>
            {say(words.importText)}
          </button>
          <button type="button" aria-pressed={side === "list"} onClick={() => setSide("list")}>
            {say(words.importRead)}
          </button>
        </fieldset>
      )}
      {step === "compare" ? null : (
        <div className="settling-columns">
          <DraftText
            draft={draft.draft}
            chosen={chosen}
            onChoose={(next) => {
              setChosen(next);
              setSide("list");
            }}
          />
          <DraftTabs draft={draft} chosen={chosen} onChoose={setChosen} onShow={() => setSide("text")} />
        </div>
      )}
    </div>
  );
}

/** Which step the address names; only a new version has the second. */
function useStep(plan: Import): [ImportStep, (step: ImportStep) => void] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const isNext = plan.programmeId !== null && plan.state === "draft";
  const go = (step: ImportStep) =>
    void navigate({ to: ".", search: { ...search, step: step === "compare" ? step : undefined }, replace: true });
  return [isNext && search.step === "compare" ? "compare" : "settle", go];
}

function Warnings({ warnings }: { warnings: Import["warnings"] }) {
  const { word } = useMessages();
  return (
    <Notice kind="warning">
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.code}${warning.zh}`}>{word(warning)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function ImportBar({ draft, step, onStep }: { draft: Draft; step: ImportStep; onStep: (step: ImportStep) => void }) {
  const { say, word, language } = useMessages();
  const [confirming, setConfirming] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const { draft: plan } = draft;
  const decision = mayConfirm(plan);
  const open = plan.state === "draft";
  const refusal = decision.allowed
    ? draft.saving === "stale"
      ? say(words.importSettleStale)
      : undefined
    : importFault(decision.code as "import.no-tasks", decision.facts)[language];
  const start = async () => {
    if (await draft.flush()) setConfirming(true);
  };
  return (
    <div className="bar import-bar no-print">
      <Link to="/imports" className="import-back">
        {say(words.importsTitle)}
      </Link>
      <h1 lang="zh-CN">{plan.head.title}</h1>
      {open ? (
        <span className={`import-saving is-${draft.saving}`} role="status">
          {say(savingWords[draft.saving])}
        </span>
      ) : (
        <span className={`import-state is-${plan.state}`}>{word(importStates[plan.state])}</span>
      )}
      <Steps draft={draft} step={step} onStep={onStep} />
      <div className="bar-end">
        <a className="btn btn-quiet" href={`/api/v1/imports/${plan.id}/file`} download={plan.fileName}>
          {say(words.importFile)}
        </a>
        {open && plan.abilities.edit ? (
          <>
            <Button onClick={() => setDiscarding(true)}>{say(words.importDiscard)}</Button>
            <Button kind="do" why={refusal} onClick={() => void start()}>
              {say(words.importConfirm)}
            </Button>
          </>
        ) : null}
        {plan.state === "confirmed" && plan.programmeId ? (
          <Link className="btn" to="/p/$programmeId/plan" params={{ programmeId: plan.programmeId }}>
            {say("goPlan")}
          </Link>
        ) : null}
      </div>
      {confirming ? (
        <ConfirmDialog
          draft={draft}
          onClose={() => setConfirming(false)}
          onCompare={() => {
            setConfirming(false);
            onStep("compare");
          }}
        />
      ) : null}
      {discarding ? <Discard draft={draft} onClose={() => setDiscarding(false)} /> : null}
    </div>
  );
}

const savingWords = {
  saved: words.importSaved,
  saving: words.importSavingNow,
  failed: words.importNotSaved,
  stale: words.importNotSaved,
} as const;

function Discard({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { say } = useMessages();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const discard = useMutation({
    mutationFn: async () => {
      // What was typed goes with the draft, but its version must be the newest.
      await draft.flush();
      const { version } = await api.intake.getImport({ importId: draft.draft.id });
      return api.intake.discardImport({ importId: draft.draft.id, version });
    },
    onSuccess: async () => {
      announce(say(words.importDiscarded, { title: draft.draft.head.title }));
      await navigate({ to: "/imports" });
    },
  });
  return (
    <ConfirmNote
      title={say(words.importDiscardTitle)}
      verb={say(words.importDiscard)}
      danger
      busy={discard.isPending}
      error={discard.error}
      onConfirm={() => discard.mutate()}
      onCancel={onClose}
    >
      <p>{say(words.importDiscardWhat, { title: draft.draft.head.title })}</p>
    </ConfirmNote>
  );
}
