// Before a paste is written: how many cells it changes, what cannot be taken and why, and what of the clipboard is left over.
import { useEffect, useRef } from "react";
import { useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Dialog } from "../../../app/web/ui/confirm-note.tsx";
import { words } from "../ledger/page-ledger-words.ts";
import type { PastePlan } from "./grid-paste.ts";

/** So many refused cells are listed; the rest is counted. */
const listed = 50;

export interface AskedPaste {
  plan: PastePlan;
  rows: number;
  columns: number;
  /** The number of the task in each row of the plan. */
  numberOf: (taskId: string) => string;
}

export function PasteDialog({
  asked,
  onWrite,
  onClose,
}: {
  asked: AskedPaste;
  onWrite: () => void;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The dialog takes the focus to its first button when it opens; Enter is meant for writing.
    const frame = requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[type=submit]")?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const { plan, rows, columns, numberOf } = asked;
  const kept = plan.refused.some((cell) => cell.field);
  const writes = plan.edits.length > 0 || kept;
  return (
    <Dialog title={say(words.pasteTitle, { rows, columns })} wide={plan.refused.length > 0} onClose={onClose}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (writes) onWrite();
          onClose();
        }}
      >
        <ul className="paste-counts">
          {plan.edits.length > 0 ? <li>{say(words.pasteTakes, { count: plan.edits.length })}</li> : null}
          {plan.unchanged > 0 ? <li>{say(words.pasteSame, { count: plan.unchanged })}</li> : null}
          {plan.refused.length > 0 ? (
            <li className="is-refused">{say(words.pasteRefuses, { count: plan.refused.length })}</li>
          ) : null}
          {plan.leftRows > 0 ? (
            <li className="is-refused">{say(words.pasteLeftRows, { count: plan.leftRows })}</li>
          ) : null}
          {plan.leftColumns > 0 ? (
            <li className="is-refused">{say(words.pasteLeftColumns, { count: plan.leftColumns })}</li>
          ) : null}
          {writes ? null : <li>{say(words.pasteNothing)}</li>}
        </ul>
        {plan.refused.length > 0 ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
          <div className="paste-refused" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {[words.pasteRow, words.pasteColumn, words.pasteTyped, words.pasteWhy].map((label) => (
                    <th key={label.en} scope="col">
                      {say(label)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {plan.refused.slice(0, listed).map((cell) => (
                  <tr key={`${cell.taskId} ${cell.label}`}>
                    <td>{numberOf(cell.taskId)}</td>
                    <td>{cell.label}</td>
                    <td>{cell.typed}</td>
                    <td>{word(cell.why)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {plan.refused.length > listed ? (
              <p className="muted">{say(words.troubleMore, { count: plan.refused.length - listed })}</p>
            ) : null}
          </div>
        ) : null}
        {kept ? <p className="muted">{say(words.pasteKept)}</p> : null}
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do">
            {writes ? say(words.pasteDo, { count: plan.edits.length }) : say(words.done)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
