// The ledger behind the plan: every task the reader may see, by id, for the rows of the annex and the panel.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import type { ProgrammeId } from "./model.ts";

export type TaskRow = Awaited<ReturnType<typeof api.tasks.listTasks>>["items"][number];
export type TasksById = ReadonlyMap<string, TaskRow>;

/** Largest page of a list, and how many pages are read: the plan shows lights without this, names and states need it. */
const page = 200;
const mostPages = 15;

export function useTasksOf(programmeId: ProgrammeId, asOf: string | undefined): TasksById {
  const all = useQuery({
    queryKey: ["tasks", programmeId, "behind the plan", asOf ?? ""],
    queryFn: async ({ signal }) => {
      const items: TaskRow[] = [];
      let after: string | undefined;
      for (let count = 0; count < mostPages; count += 1) {
        const reply = await api.tasks.listTasks(
          { programmeId, limit: page, ...(asOf ? { asOf } : {}), ...(after ? { after } : {}) },
          { signal },
        );
        items.push(...reply.items);
        if (!reply.next) break;
        after = reply.next;
      }
      return new Map(items.map((task) => [task.id as string, task]));
    },
    placeholderData: (before) => before,
  });
  return all.data ?? none;
}

const none: TasksById = new Map();

/** Short names of the units that take this part. */
export const unitsOf = (task: TaskRow, part: TaskRow["units"][number]["part"]): string[] =>
  task.units.filter((unit) => unit.part === part).map((unit) => unit.shortName);
