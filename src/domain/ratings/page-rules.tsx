// The light rule in plain words, its versions, and what waits to hold; the office sets a new one after trying it.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { terms } from "./model.ts";
import type { LightRuleVersion } from "./model-rule.ts";
import { NewRuleDialog } from "./page-new-rule.tsx";
import { RecordActs } from "./page-record-acts.tsx";
import { RuleInWords } from "./page-rule-words.tsx";
import { words } from "./page-words.ts";
import { ruleActs } from "./rules.ts";

export function LightRulesBox({ programmeId }: { programmeId: string }) {
  const { say, word } = useMessages();
  const [proposing, setProposing] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["ratings", programmeId, "rules"],
    queryFn: ({ signal }) => api.ratings.listRules({ programmeId: programmeId as ProgrammeId }, { signal }),
  });
  const now = data?.items.find((rule) => rule.holdsNow);
  return (
    <section className="ratings-box" aria-labelledby="ratings-rule">
      <div className="task-head">
        <h2 id="ratings-rule">{word(terms.lightRule)}</h2>
        {data?.abilities.propose?.allowed ? (
          <Button className="no-print" onClick={() => setProposing(true)}>
            {say(words.ruleNew)}
          </Button>
        ) : null}
      </div>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={4} /> : null}
      <ol className="rating-records">
        {data?.items.map((rule) => (
          <RuleLine key={rule.id ?? rule.name} programmeId={programmeId} rule={rule} now={now} />
        ))}
      </ol>
      {proposing && now ? (
        <NewRuleDialog programmeId={programmeId} now={now} onClose={() => setProposing(false)} />
      ) : null}
    </section>
  );
}

function RuleLine({
  programmeId,
  rule,
  now,
}: {
  programmeId: string;
  rule: LightRuleVersion;
  now: LightRuleVersion | undefined;
}) {
  const { say, day, instant } = useMessages();
  const comes = rule.fromDay !== null && (now?.fromDay ?? "") < rule.fromDay && !rule.holdsNow;
  const standing =
    rule.state === "withdrawn"
      ? say(words.ruleWithdrawn)
      : rule.holdsNow
        ? say(words.ruleHolds)
        : comes
          ? say(words.ruleComes, { day: day(rule.fromDay) })
          : say(words.rulePast);
  return (
    <li className={rule.state === "withdrawn" ? "muted" : undefined}>
      <p>
        <b>{rule.name}</b> · {standing}
        <span className="muted">
          {" · "}
          {rule.fromDay ? say(words.ruleComes, { day: day(rule.fromDay) }) : say(words.ruleFirst)}
        </span>
      </p>
      <RuleInWords rule={rule} />
      {rule.reason && rule.madeAt ? (
        <p className="muted">
          {rule.reason} · {rule.madeBy} · {instant(rule.madeAt)}
        </p>
      ) : null}
      {rule.id ? (
        <RecordActs
          programmeId={programmeId}
          acts={ruleActs}
          main="withdraw"
          abilities={rule.abilities}
          run={() =>
            api.ratings.withdrawRule({
              programmeId: programmeId as ProgrammeId,
              ruleId: rule.id as string,
              version: rule.version,
            })
          }
        />
      ) : null}
    </li>
  );
}
