// Which tasks a round asks for, and of whom: all at work or one group's, leads alone or cooperating units too.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { without } from "../tasks/model.ts";
import { words } from "./page-words.ts";

export function WhichTasks({
  programmeId,
  groupId,
  onGroup,
  both,
  onBoth,
}: {
  programmeId: string;
  groupId: string;
  onGroup: (id: string) => void;
  both: boolean;
  onBoth: (both: boolean) => void;
}) {
  const { say, word } = useMessages();
  const groups = useQuery({
    queryKey: ["tasks", programmeId, "groups", "group"],
    queryFn: ({ signal }) => api.tasks.groupTasks({ programmeId: programmeId as ProgrammeId, by: "group" }, { signal }),
  });
  const named = (groups.data?.items ?? []).filter((one) => one.key !== without);
  return (
    <>
      <Field label={say(words.whichTasks)}>
        {(control) => (
          <Select
            {...control}
            empty={say(words.allOpen)}
            choices={named.map((one) => ({ value: one.key, label: say(words.ofGroup, { group: word(one.label) }) }))}
            value={groupId}
            onChoose={onGroup}
          />
        )}
      </Field>
      <Field label={say(words.whoOwes)}>
        {(control) => (
          <Select
            {...control}
            choices={[
              { value: "both", label: say(words.both) },
              { value: "lead", label: say(words.leadsOnly) },
            ]}
            value={both ? "both" : "lead"}
            onChoose={(next) => onBoth(next === "both")}
          />
        )}
      </Field>
    </>
  );
}
