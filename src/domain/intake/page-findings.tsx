// 待核: findings one by one, each with its place in the text and the decision a person takes.
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import type { DraftFinding } from "./model.ts";
import { itemId, type TabProps, useFollow } from "./page-chosen.tsx";
import { words } from "./page-words.ts";

export function Findings({ draft, can, chosen, onChoose, onShow }: TabProps) {
  const { say } = useMessages();
  useFollow(chosen, "finding");
  const { findings } = draft.draft;
  const open = findings.filter((finding) => !finding.settled);
  const settled = findings.filter((finding) => finding.settled);
  const settle = (finding: DraftFinding, isSettled: boolean, decision: string | null) => {
    draft.edit({ findings: [{ key: finding.key, settled: isSettled, decision }] });
    // The next open one takes the keyboard.
    const next = open[open.indexOf(finding) + 1] ?? open.find((one) => one !== finding);
    if (isSettled && next) requestAnimationFrame(() => document.getElementById(itemId("finding", next.key))?.focus());
  };
  const line = (finding: DraftFinding) => (
    <FindingLine
      key={`${finding.key}${finding.settled}`}
      finding={finding}
      can={can}
      isChosen={chosen?.kind === "finding" && chosen.key === finding.key}
      onChoose={() => {
        onChoose({ kind: "finding", key: finding.key, from: "list" });
        onShow();
      }}
      onSettle={settle}
    />
  );
  return (
    <>
      {open.length === 0 ? <p className="draft-done">{say(words.importNoOpen)}</p> : <ol>{open.map(line)}</ol>}
      {settled.length > 0 ? (
        <details className="draft-settled" open={open.length === 0}>
          <summary>{say(words.importSettledCount, { count: settled.length })}</summary>
          <ol>{settled.map(line)}</ol>
        </details>
      ) : null}
    </>
  );
}

function FindingLine({
  finding,
  can,
  isChosen,
  onChoose,
  onSettle,
}: {
  finding: DraftFinding;
  can: boolean;
  isChosen: boolean;
  onChoose: () => void;
  onSettle: (finding: DraftFinding, settled: boolean, decision: string | null) => void;
}) {
  const { say, word } = useMessages();
  const [text, setText] = useState(finding.decision ?? "");
  return (
    <li
      id={itemId("finding", finding.key)}
      tabIndex={-1}
      className={`draft-item finding-item is-${finding.severity} ${isChosen ? "is-chosen" : ""}`}
    >
      <p>{word(finding)}</p>
      {finding.settled ? (
        <div className="draft-acts">
          {finding.decision ? <span className="finding-decision">{finding.decision}</span> : null}
          {can ? (
            <Button kind="quiet" onClick={() => onSettle(finding, false, finding.decision)}>
              {say(words.importReopen)}
            </Button>
          ) : null}
          {finding.start === null ? null : <ShowInText onChoose={onChoose} />}
        </div>
      ) : (
        <form
          className="draft-acts"
          onSubmit={(event) => {
            event.preventDefault();
            onSettle(finding, true, text.trim() || null);
          }}
        >
          <input
            className="input"
            aria-label={say(words.importDecision)}
            placeholder={say(words.importDecision)}
            maxLength={500}
            value={text}
            disabled={!can}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" kind="do" why={can ? undefined : say(words.importReadOnly)}>
            {say(words.importSettle)}
          </Button>
          {finding.start === null ? null : <ShowInText onChoose={onChoose} />}
        </form>
      )}
    </li>
  );
}

function ShowInText({ onChoose }: { onChoose: () => void }) {
  const { say } = useMessages();
  return (
    <Button kind="quiet" onClick={onChoose}>
      {say(words.importShowInText)}
    </Button>
  );
}
