// The difference between a file and the ledger, before anything is written: added, changed, conflicts, errors, notices, missing.
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Tabs } from "../../app/web/ui/tabs.tsx";
import type { Label } from "../../kernel/labels.ts";
import { type CellPlace, type ImportReport, workbookFields } from "./model.ts";
import { LongList } from "./page-long-list.tsx";
import { words } from "./page-words.ts";

type TabKey = "errors" | "conflicts" | "changed" | "added" | "notices" | "dropped";

const tabs: Record<TabKey, { label: Label; nothing: Label; hint?: Label; isTrouble?: true }> = {
  errors: { label: words.tabErrors, nothing: words.nothingErrors, isTrouble: true },
  conflicts: {
    label: words.tabConflicts,
    nothing: words.nothingConflicts,
    hint: words.hintConflicts,
    isTrouble: true,
  },
  changed: { label: words.tabChanged, nothing: words.nothingChanged },
  added: { label: words.tabAdded, nothing: words.nothingAdded },
  notices: { label: words.tabNotices, nothing: words.nothingNotices },
  dropped: { label: words.tabDropped, nothing: words.nothingDropped, hint: words.hintDropped },
};
const order = Object.keys(tabs) as TabKey[];

export function Difference({ report, programmeId }: { report: ImportReport; programmeId: string }) {
  const { say } = useMessages();
  const [tab, setTab] = useState<TabKey>(order.find((key) => report[key].length > 0) ?? "changed");
  const { nothing, hint } = tabs[tab];
  return (
    <section className="difference" aria-label={say(words.difference)}>
      <Tabs<TabKey>
        label={say(words.difference)}
        chosen={tab}
        onChoose={setTab}
        tabs={order.map((key) => ({
          key,
          label: <Counted label={tabs[key].label} count={report[key].length} isTrouble={tabs[key].isTrouble} />,
        }))}
      >
        {report[tab].length === 0 ? (
          <p className="muted difference-nothing">{say(nothing)}</p>
        ) : (
          <>
            {hint ? <p className="muted difference-hint">{say(hint)}</p> : null}
            <TabLines tab={tab} report={report} programmeId={programmeId} />
          </>
        )}
      </Tabs>
      {report.unchanged > 0 ? (
        <p className="muted difference-rest">{say(words.unchanged, { count: report.unchanged })}</p>
      ) : null}
    </section>
  );
}

function Counted({ label, count, isTrouble }: { label: Label; count: number; isTrouble?: true | undefined }) {
  const { say } = useMessages();
  return (
    <>
      {say(label)} <span className={isTrouble && count > 0 ? "count is-trouble" : "count"}>{count}</span>
    </>
  );
}

function TabLines({ tab, report, programmeId }: { tab: TabKey; report: ImportReport; programmeId: string }) {
  const { say } = useMessages();
  const label = say(tabs[tab].label);
  if (tab === "errors" || tab === "notices")
    return (
      <LongList key={tab} label={label} lines={report[tab]} keyOf={(place, index) => `${place.cell} ${index}`}>
        {(place) => <PlaceLine place={place} />}
      </LongList>
    );
  if (tab === "changed")
    return (
      <LongList label={label} lines={report.changed} keyOf={(line) => line.taskId}>
        {(line) => <ChangedLine line={line} />}
      </LongList>
    );
  if (tab === "conflicts")
    return (
      <LongList label={label} lines={report.conflicts} keyOf={(line) => line.taskId}>
        {(line) => <ConflictLine line={line} />}
      </LongList>
    );
  if (tab === "added")
    return (
      <LongList label={label} lines={report.added} keyOf={(line) => String(line.row)}>
        {(line) => <AddedLine line={line} />}
      </LongList>
    );
  return (
    <LongList label={label} lines={report.dropped} keyOf={(line) => line.taskId}>
      {(line) => (
        <Link to="/p/$programmeId/tasks/$taskId" params={{ programmeId, taskId: line.taskId }} className="line-title">
          {line.number ? `${line.number} ` : ""}
          {line.shortTitle}
        </Link>
      )}
    </LongList>
  );
}

function Row({ row }: { row: number }) {
  const { say } = useMessages();
  return <span className="line-row">{say(words.rowNumber, { row })}</span>;
}

function Value({ text, as: As = "span" }: { text: string | null; as?: "span" | "del" | "ins" }) {
  const { say } = useMessages();
  return text ? <As>{text}</As> : <As className="muted">{say(words.nothing)}</As>;
}

function ChangedLine({ line }: { line: ImportReport["changed"][number] }) {
  const { word } = useMessages();
  return (
    <>
      <Row row={line.row} />
      <div>
        <p className="line-title">
          {line.number ? `${line.number} ` : ""}
          {line.shortTitle}
        </p>
        <dl className="fields">
          {line.fields.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{word(workbookFields[field])}</dt>
              <dd>
                <Value text={before} as="del" /> <span aria-hidden="true">→</span> <Value text={after} as="ins" />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}

function ConflictLine({ line }: { line: ImportReport["conflicts"][number] }) {
  const { say, word } = useMessages();
  return (
    <>
      <Row row={line.row} />
      <div>
        <p className="line-title">
          {line.number ? `${line.number} ` : ""}
          {line.shortTitle}
        </p>
        {line.fields.map(({ field, exported, file, now }) => (
          <dl key={field} className="three" aria-label={word(workbookFields[field])}>
            <div className="three-field">{word(workbookFields[field])}</div>
            <div>
              <dt>{say(words.wasExported)}</dt>
              <dd>
                <Value text={exported} />
              </dd>
            </div>
            <div>
              <dt>{say(words.inFile)}</dt>
              <dd>
                <Value text={file} />
              </dd>
            </div>
            <div>
              <dt>{say(words.now)}</dt>
              <dd>
                <Value text={now} />
              </dd>
            </div>
          </dl>
        ))}
      </div>
    </>
  );
}

function AddedLine({ line }: { line: ImportReport["added"][number] }) {
  const { word } = useMessages();
  return (
    <>
      <Row row={line.row} />
      <div>
        <p className="line-title">
          {line.number ? `${line.number} ` : ""}
          {line.text}
        </p>
        <dl className="fields">
          {line.fields.map(({ field, after }) => (
            <div key={field}>
              <dt>{word(workbookFields[field])}</dt>
              <dd>{after}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}

function PlaceLine({ place }: { place: CellPlace }) {
  const { say, language } = useMessages();
  return (
    <>
      <span className="line-row">{place.column > 0 ? place.cell : say(words.rowNumber, { row: place.row })}</span>
      <div>
        <p>
          {place.heading ? <b className="place-heading">{place.heading}</b> : null} {place[language]}
          {language === "zh" ? "。" : "."}
        </p>
        {place.suggestion ? <p className="muted">{say(words.suggestion, { name: place.suggestion })}</p> : null}
      </div>
    </>
  );
}
