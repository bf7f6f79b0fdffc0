// Unlocking a report by exception: until which day, and why.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import type { Report } from "./model-report.ts";
import { reportAt, reportKey } from "./page-autosave.tsx";
import { words } from "./page-words.ts";

export function UnlockReport({ report }: { report: Report }) {
  const { say, day } = useMessages();
  const announce = useAnnounce();
  const [open, setOpen] = useState(false);
  const [until, setUntil] = useState(localToday());
  const act = useMutation({
    mutationFn: (note: string | undefined) =>
      api.progress.unlockReport({ ...reportAt(report), until, ...(note ? { note } : {}) }),
    onSuccess: (next) => {
      queries.setQueryData(reportKey(report.programmeId, report.id), next);
      void queries.invalidateQueries({ queryKey: ["progress", report.programmeId, "rounds"] });
      setOpen(false);
      announce(say(words.unlockedUntil, { day: day(until) }));
    },
  });
  if (!report.abilities.unlock?.allowed) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say(words.unlock)}</Button>
      {open ? (
        <ConfirmNote
          title={say(words.unlock)}
          verb={say(words.unlock)}
          note="required"
          busy={act.isPending}
          error={act.error}
          onConfirm={(note) => act.mutate(note)}
          onCancel={() => setOpen(false)}
        >
          <Field label={say(words.untilDay)} required>
            {(control) => (
              <input
                {...control}
                type="date"
                min={localToday()}
                value={until}
                onChange={(event) => setUntil(event.target.value)}
              />
            )}
          </Field>
        </ConfirmNote>
      ) : null}
    </>
  );
}
