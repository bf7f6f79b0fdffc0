// The foot of the grid: how many tasks and lights, what is selected, whether everything is saved, undo, and the list of keys.
import { useState } from "react";
import { useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Dialog } from "../../../app/web/ui/confirm-note.tsx";
import { Kbd } from "../../../app/web/ui/kbd.tsx";
import { Light } from "../../../app/web/ui/light.tsx";
import { codesOf } from "../../../kernel/labels.ts";
import { gridKeys, words } from "../ledger/page-ledger-words.ts";
import { lights, type TaskSummary } from "../model.ts";
import { countEdits, type Edits } from "./page-grid-edits.tsx";

export interface Selected {
  tasks: readonly TaskSummary[];
  columns: number;
}

export function GridFoot({
  tasks,
  shown,
  total,
  loading,
  selected,
  edits,
  onUndo,
  onRedo,
}: {
  tasks: readonly TaskSummary[];
  /** After the filters on the loaded rows. */
  shown: number;
  total: number;
  loading: boolean;
  selected: Selected | null;
  edits: Edits;
  onUndo: () => void;
  onRedo: () => void;
}) {
  const { say } = useMessages();
  const [keys, setKeys] = useState(false);
  const counted = selected?.tasks ?? tasks;
  const mean = selected
    ? Math.round(
        selected.tasks.reduce((sum, task) => sum + task.progressPercent, 0) / Math.max(1, selected.tasks.length),
      )
    : 0;
  return (
    <footer className="ledger-foot no-print">
      <span role="status">
        {selected
          ? say(words.selected, {
              rows: selected.tasks.length,
              columns: selected.columns,
              cells: selected.tasks.length * selected.columns,
            })
          : loading
            ? say(words.loading, { shown: tasks.length, total })
            : say(words.shownOf, { shown, total })}
      </span>
      {codesOf(lights).map((light) => (
        <span key={light} className="ledger-count">
          <Light light={light} compact />
          {counted.filter((task) => task.light === light).length}
        </span>
      ))}
      {selected ? <span>{say(words.selectedMean, { mean })}</span> : null}
      <span className="ledger-foot-end">
        <SaveState edits={edits} />
        <Button kind="quiet" why={edits.now.undo === 0 ? say("none") : undefined} onClick={onUndo}>
          {say(words.undo)}
        </Button>
        <Button kind="quiet" why={edits.now.redo === 0 ? say("none") : undefined} onClick={onRedo}>
          {say(words.redo)}
        </Button>
        <Button kind="quiet" className="grid-keys" aria-keyshortcuts="F1" onClick={() => setKeys(true)}>
          {say(words.keys)} <Kbd>F1</Kbd>
        </Button>
      </span>
      {keys ? <KeyHelp onClose={() => setKeys(false)} /> : null}
    </footer>
  );
}

function SaveState({ edits }: { edits: Edits }) {
  const { say } = useMessages();
  const { waiting, sending, refused, clash } = countEdits(edits);
  const text =
    edits.now.offline && waiting > 0
      ? say(words.waiting, { count: waiting })
      : waiting + sending > 0
        ? say(words.saving, { count: waiting + sending })
        : refused + clash > 0
          ? say(words.troubled, { count: refused + clash })
          : edits.now.undo > 0
            ? say(words.savedAll)
            : "";
  return (
    <span role="status" className={edits.now.offline || refused + clash > 0 ? "is-troubled" : undefined}>
      {text}
    </span>
  );
}

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { say, word } = useMessages();
  return (
    <Dialog title={say(words.keys)} onClose={onClose}>
      <dl className="key-help">
        {Object.entries(gridKeys).map(([keys, label]) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{word(label)}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-acts">
        <Button kind="do" onClick={onClose}>
          {say(words.done)}
        </Button>
      </div>
    </Dialog>
  );
}
