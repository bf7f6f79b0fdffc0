// Ratings of a programme 研判: the two rates, what waits for the office, where raters diverge, the rule in plain words.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { PastList, sameDay, usePastDay } from "../../app/web/shell/past.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type Rater, raters, terms } from "./model.ts";
import { Points } from "./page-confidence.tsx";
import { OverrideLine } from "./page-lights.tsx";
import { LightRulesBox } from "./page-rules.tsx";
import { ClaimLine } from "./page-steps.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function RatingsPage() {
  const { say, word } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const me = useMe();
  const { asOf } = usePastDay();
  useTitle(word(terms.rating));
  return (
    <div className="ratings-screen">
      <DispatchTabs programmeId={programmeId} />
      <div className="ratings-page">
        <h1>{word(terms.rating)}</h1>
        <p className="muted">{say(words.pageLead)}</p>
        <PastList of={word(terms.rating)} />
        {me?.duties.includes("office") && !asOf ? <Waiting programmeId={programmeId} /> : null}
        <Rates programmeId={programmeId} asOf={asOf} />
        <Diverging programmeId={programmeId} asOf={asOf} />
        <LightRulesBox programmeId={programmeId} />
      </div>
    </div>
  );
}

function Box({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="ratings-box" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Waiting({ programmeId }: { programmeId: string }) {
  const { say } = useMessages();
  const at = { programmeId: programmeId as ProgrammeId };
  const claims = useQuery({
    queryKey: ["ratings", programmeId, "claims"],
    queryFn: ({ signal }) => api.ratings.listClaims(at, { signal }),
  });
  const asks = useQuery({
    queryKey: ["ratings", programmeId, "overrides"],
    queryFn: ({ signal }) => api.ratings.listOverrides(at, { signal }),
  });
  // Somebody of another programme's office has nothing to decide here.
  if (claims.error || asks.error) return null;
  if (!claims.data || !asks.data) return <Skeleton lines={3} />;
  const none = claims.data.total + asks.data.total === 0;
  return (
    <Box id="ratings-waiting" title={say(words.waiting)}>
      {none ? <p className="muted">{say(words.waitingNone)}</p> : null}
      {claims.data.total > 0 ? <h3>{say(words.claimsWaiting, { count: claims.data.total })}</h3> : null}
      {claims.data.items.map((claim) => (
        <div key={claim.id} className="rating-waits">
          <TaskLine programmeId={programmeId} task={claim.task} />
          <ul className="rating-records">
            <ClaimLine programmeId={programmeId} claim={claim} />
          </ul>
        </div>
      ))}
      {asks.data.total > 0 ? <h3>{say(words.asksWaiting, { count: asks.data.total })}</h3> : null}
      {asks.data.items.map((one) => (
        <div key={one.id} className="rating-waits">
          <TaskLine programmeId={programmeId} task={one.task} />
          <ul className="rating-records">
            <OverrideLine programmeId={programmeId} override={one} />
          </ul>
        </div>
      ))}
    </Box>
  );
}

interface NamedTask {
  taskId: string;
  number: string;
  title: string;
  leadUnit?: string | null;
}

export function TaskLine({
  programmeId,
  task,
  asOf,
}: {
  programmeId: string;
  task: NamedTask;
  asOf?: string | undefined;
}) {
  return (
    <Link to="/p/$programmeId/tasks/$taskId" params={{ programmeId, taskId: task.taskId }} search={sameDay(asOf)}>
      {task.number} {task.title}
      {task.leadUnit ? <span className="muted"> · {task.leadUnit}</span> : null}
    </Link>
  );
}

function Rates({ programmeId, asOf }: { programmeId: string; asOf: string | undefined }) {
  const { say, word, day } = useMessages();
  const { data, error, refetch } = useQuery({
    queryKey: ["ratings", programmeId, "rates", asOf ?? ""],
    queryFn: ({ signal }) =>
      api.ratings.listRates({ programmeId: programmeId as ProgrammeId, months: 12, ...sameDay(asOf) }, { signal }),
  });
  const percent = (value: number | null) => (value === null ? say("none") : say(words.percent, { value }));
  const now = data?.items.at(-1);
  return (
    <Box id="ratings-rates" title={say(words.rates)}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={3} /> : null}
      {data && !now ? <p className="muted">{say(words.ratesNone)}</p> : null}
      {data && now ? (
        <>
          <dl className="ratings-two">
            <div>
              <dt>{say(words.implementationRate)}</dt>
              <dd>
                {percent(now.implementationRate)}{" "}
                <small>
                  {now.implemented} / {now.total}
                </small>
              </dd>
            </div>
            <div>
              <dt>{word(terms.closeOutRate)}</dt>
              <dd>
                {percent(now.closeOutRate)}{" "}
                <small>
                  {now.closed} / {now.total}
                </small>
              </dd>
            </div>
          </dl>
          <p className="muted">{say(words.ratesNote)}</p>
          <div className="table-scroll">
            <table className="table rating-table">
              <thead>
                <tr>
                  <th scope="col">{say(words.month)}</th>
                  <th scope="col">{say(words.total)}</th>
                  <th scope="col">{say(words.implementedCount)}</th>
                  <th scope="col">{say(words.implementationRate)}</th>
                  <th scope="col">{say(words.closedCount)}</th>
                  <th scope="col">{word(terms.closeOutRate)}</th>
                </tr>
              </thead>
              <tbody>
                {data.items.toReversed().map((point) => (
                  <tr key={point.day}>
                    <th scope="row">{day(point.day)}</th>
                    <td>{point.total}</td>
                    <td>{point.implemented}</td>
                    <td>{percent(point.implementationRate)}</td>
                    <td>{point.closed}</td>
                    <td>{percent(point.closeOutRate)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </Box>
  );
}

function Diverging({ programmeId, asOf }: { programmeId: string; asOf: string | undefined }) {
  const { say, word } = useMessages();
  const { data, error, refetch } = useQuery({
    queryKey: ["ratings", programmeId, "divergence", asOf ?? ""],
    queryFn: ({ signal }) =>
      api.ratings.listDivergence({ programmeId: programmeId as ProgrammeId, ...sameDay(asOf) }, { signal }),
  });
  return (
    <Box id="ratings-divergence" title={word(terms.divergence)}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={2} /> : null}
      {data ? (
        <p className="muted">
          {data.total === 0
            ? say(words.divergenceNone, { rated: data.rated })
            : say(words.divergenceCount, { count: data.total, rated: data.rated })}
        </p>
      ) : null}
      <ul className="rating-records">
        {data?.items.map((one) => (
          <li key={one.taskId}>
            <p>
              <TaskLine programmeId={programmeId} task={one} asOf={asOf} />{" "}
              <Chip>{say(words.apart, { spread: one.spread })}</Chip>
            </p>
            <p className="rating-points">
              {Object.entries(one.points).map(([rater, points]) => (
                <span key={rater}>
                  {word(raters[rater as Rater])} <Points points={points} />
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </Box>
  );
}
