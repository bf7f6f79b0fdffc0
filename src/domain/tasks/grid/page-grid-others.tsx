// What others do in the grid while one looks at it: who is in which row, and which rows they have just changed.
import { useEffect, useRef, useState } from "react";
import { useEditing } from "../../../app/web/live.tsx";
import { forgetTouched } from "../../../app/web/live-state.ts";
import { useMessages } from "../../../app/web/messages.tsx";
import type { TaskSummary } from "../model.ts";
import { placeWords } from "../page-task-record.tsx";

/** How long a row counts as just changed, milliseconds; its flash is shorter. */
const freshFor = 1500;
const nothing: ReadonlySet<string> = new Set();

/** Tasks that somebody else has just changed; own changes and newly shown tasks are not among them. */
export function useFreshTasks(tasks: readonly TaskSummary[]): ReadonlySet<string> {
  const [fresh, setFresh] = useState(nothing);
  const seen = useRef<ReadonlyMap<string, number>>(new Map());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const before = seen.current;
    seen.current = new Map([...before, ...tasks.map((task) => [task.id as string, task.version] as const)]);
    const changed = tasks.filter(({ id, version }) => {
      const known = before.get(id);
      // One seen for the first time is new to this screen as a whole.
      if (known === undefined) return forgetTouched(id) && false;
      return version > known && forgetTouched(id);
    });
    if (changed.length === 0) return;
    setFresh(new Set(changed.map((task) => task.id as string)));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setFresh(nothing), freshFor);
  }, [tasks]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return fresh;
}

/** Who is in this row: the name to see, the whole sentence as title and for screen readers. */
export function RowEditing({ taskId }: { taskId: string }) {
  const { say, list } = useMessages();
  const people = useEditing(taskId);
  if (people.length === 0) return null;
  const sentences = people.map(({ field, name, unitName }) => {
    const person = say("editingPerson", { name, unit: unitName });
    const place = field ? placeWords(field, say) : undefined;
    return say(place ? "editingField" : "editingNow", { people: person, field: place ?? "" });
  });
  return (
    <span className="editing-mark grid-editing" title={list(sentences)}>
      <span aria-hidden="true">{list(people.map((one) => one.name))}</span>
      <span className="sr">{list(sentences)}</span>
    </span>
  );
}
