// One meeting 会议 as a paper: when, where, who; the agenda; the minutes; the decisions as they stand now.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { PastRecord, sameDay, usePastDay } from "../../app/web/shell/past.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { SideSheet } from "../../app/web/ui/side-sheet.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { matterStates } from "../matters/model.ts";
import { ActButtons, type Answers } from "../matters/page-acts.tsx";
import { MatterDue } from "../matters/page-matter-body.tsx";
import { Story } from "../matters/page-story.tsx";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { type Meeting, type MeetingId, meetingKinds, meetingStates, terms } from "./model.ts";
import { MeetingAgenda } from "./page-agenda.tsx";
import { MinutesForm } from "./page-minutes.tsx";
import { PlanMeeting } from "./page-plan.tsx";
import { words } from "./page-words.ts";
import { type MeetingAct, meetingActs, meetingWords } from "./rules.ts";
import "../matters/page.css";
import "./page.css";

const useMeeting = (programmeId: string, meetingId: string) =>
  useQuery({
    queryKey: ["meetings", programmeId, "one", meetingId],
    queryFn: ({ signal }) =>
      api.meetings.getMeeting(
        { programmeId: programmeId as ProgrammeId, meetingId: meetingId as MeetingId },
        { signal },
      ),
  });

export function MeetingPage() {
  const { say, word } = useMessages();
  const { programmeId = "", meetingId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useMeeting(programmeId, meetingId);
  const { asOf } = usePastDay();
  useTitle(data?.title ?? word(terms.meeting));
  return (
    <div className="dispatch-page">
      <DispatchTabs programmeId={programmeId} />
      <div className="bar no-print">
        <Link to="/p/$programmeId/meetings" params={{ programmeId }} search={sameDay(asOf)}>
          {say(words.back)}
        </Link>
        <span className="bar-end">
          <Button onClick={() => print()}>{say("print")}</Button>
        </span>
      </div>
      <article className="dispatch-paper meeting-paper">
        <PastRecord />
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!data && !error ? <Skeleton lines={10} /> : null}
        {data ? <Inside meeting={data} /> : null}
      </article>
    </div>
  );
}

/** The same beside a list of what one owes. */
export function MeetingSheet({
  programmeId,
  meetingId,
  onClose,
}: {
  programmeId: string;
  meetingId: string;
  onClose: () => void;
}) {
  const { word } = useMessages();
  const { data, error, refetch } = useMeeting(programmeId, meetingId);
  return (
    <SideSheet label={data?.title ?? word(terms.meeting)} onClose={onClose}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={8} /> : null}
      {data ? (
        <div className="dispatch-sheet">
          <Inside meeting={data} level="h2" />
        </div>
      ) : null}
    </SideSheet>
  );
}

type Ask = (meeting: Meeting, note: string | undefined, answers: Answers) => Promise<Meeting>;

const at = (meeting: Meeting, note: string | undefined) => ({
  programmeId: meeting.programmeId,
  meetingId: meeting.id,
  version: meeting.version,
  ...(note ? { note } : {}),
});

/** Acts that are asked for in a dialog; agenda and minutes have their own places on the paper. */
const operations = {
  prepare: (meeting, note) => api.meetings.prepareMeeting(at(meeting, note)),
  hold: (meeting, note, { attended = "" }) =>
    api.meetings.holdMeeting({
      ...at(meeting, note),
      attendedUnitIds: attended.split(",").filter(Boolean) as UnitId[],
    }),
  close: (meeting, note) => api.meetings.closeMeeting(at(meeting, note)),
  revise: (meeting, note) => api.meetings.reviseAgenda(at(meeting, note)),
  cancel: (meeting, note) => api.meetings.cancelMeeting(at(meeting, note)),
} satisfies Partial<Record<MeetingAct, Ask>>;

function Inside({ meeting, level: Title = "h1" }: { meeting: Meeting; level?: "h1" | "h2" }) {
  const { say, word } = useMessages();
  const [changing, setChanging] = useState(false);
  const [writing, setWriting] = useState(false);
  const may = (act: MeetingAct) => meeting.abilities[act]?.allowed ?? false;
  const mayWrite = may("minute") || may("supplement");
  return (
    <>
      <div className="dispatch-quote">
        <p className="muted">
          {word(meetingKinds[meeting.kind])} · {word(meetingStates[meeting.state])}
        </p>
        <Title>{meeting.title}</Title>
      </div>
      <div className="dispatch-acts no-print">
        <ActButtons
          acts={meetingActs}
          order={Object.keys(operations) as (keyof typeof operations)[]}
          main={["prepare", "hold", "close"]}
          labels={meetingWords}
          abilities={meeting.abilities}
          questionsOf={(act) =>
            act === "hold"
              ? [
                  {
                    name: "attended",
                    label: words.whoCame,
                    kind: "checks",
                    choices: meeting.units.map((unit) => ({ value: unit.id, label: unit.name })),
                    value: meeting.units.map((unit) => unit.id).join(","),
                  },
                ]
              : []
          }
          run={(act, note, answers) => (operations[act as keyof typeof operations] as Ask)(meeting, note, answers)}
          stale={[
            ["meetings", meeting.programmeId],
            ["matters", meeting.programmeId],
          ]}
        />
        {may("change") ? <Button onClick={() => setChanging(true)}>{say(words.change)}</Button> : null}
        {mayWrite && !writing ? (
          <Button kind={may("minute") ? "do" : "plain"} onClick={() => setWriting(true)}>
            {word(may("minute") ? words.writeMinutes : meetingActs.supplement)}
          </Button>
        ) : null}
      </div>
      <Facts meeting={meeting} />
      {mayWrite && writing ? (
        <MinutesForm meeting={meeting} onClose={() => setWriting(false)} />
      ) : (
        <>
          <MeetingAgenda meeting={meeting} />
          {meeting.summary ? (
            <section aria-labelledby="meeting-summary">
              <h2 id="meeting-summary" className="dispatch-head">
                {say(words.minutes)}
              </h2>
              <p className="dispatch-text">{meeting.summary}</p>
            </section>
          ) : null}
        </>
      )}
      {["minuted", "closed"].includes(meeting.state) ? <Decisions meeting={meeting} /> : null}
      <div className="no-print">
        <Story
          events={meeting.events}
          told={{
            acts: { ...meetingActs, plan: words.planned, handOver: words.handedOver },
            fields: {
              state: { label: words.state, codes: meetingStates },
              title: { label: words.title },
              heldOn: { label: words.day },
              beginsAt: { label: words.time },
              place: { label: words.place },
              chair: { label: words.chair },
              units: { label: words.units },
              items: { label: words.items },
              decisions: { label: words.decisions },
              attended: { label: words.whoCame },
            },
          }}
        />
      </div>
      {changing ? (
        <PlanMeeting programmeId={meeting.programmeId} meeting={meeting} onClose={() => setChanging(false)} />
      ) : null}
    </>
  );
}

function Facts({ meeting }: { meeting: Meeting }) {
  const { say, day, list } = useMessages();
  const units = meeting.units.map((unit) =>
    unit.attended === null ? unit.name : `${unit.name}（${say(unit.attended ? words.attended : words.absent)}）`,
  );
  const facts: [string, string][] = [
    [say(words.day), [day(meeting.heldOn), meeting.beginsAt ?? ""].filter(Boolean).join(" ")],
    [say(words.place), meeting.place],
    [say(words.chair), meeting.chair],
    [say(words.host), meeting.hostUnit.name],
    [say(words.units), units.length > 0 ? list(units) : say("none")],
  ];
  return (
    <dl className="dispatch-facts">
      {facts.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was decided, as it stands now. */
function Decisions({ meeting }: { meeting: Meeting }) {
  const { say, word } = useMessages();
  return (
    <section aria-labelledby="meeting-decisions">
      <h2 id="meeting-decisions" className="dispatch-head">
        {say(words.decisions)}
      </h2>
      {meeting.decisions.length === 0 ? <p className="muted">{say(words.decisionsNone)}</p> : null}
      <ol className="dispatch-lines meeting-decisions">
        {meeting.decisions.map((matter) => (
          <li key={matter.id}>
            <Link
              to="/p/$programmeId/matters/$matterId"
              params={{ programmeId: meeting.programmeId, matterId: matter.id }}
            >
              {matter.what}
            </Link>
            <span className="dispatch-hint muted">
              {matter.toUnit.name} · {word(matterStates[matter.state])} · <MatterDue matter={matter} />
            </span>
            {matter.answer ? <span className="dispatch-hint dispatch-note">{matter.answer}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
