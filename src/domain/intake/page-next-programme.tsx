// Whose new version a draft is: proposed from its title or number, chosen by a person, and then compared.
import { useMessages } from "../../app/web/messages.tsx";
import { useProgrammes } from "../../app/web/programmes.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { Draft } from "./page-draft.tsx";
import { words } from "./page-words.ts";

export type ImportStep = "settle" | "compare";

export function LikelyNotice({ draft, onCompare }: { draft: Draft; onCompare: () => void }) {
  const { say } = useMessages();
  const { likely, programmeId, abilities } = draft.draft;
  if (!likely || programmeId || !abilities.edit) return null;
  const choose = async () => {
    draft.edit({ programmeId: likely.programmeId });
    if (await draft.flush()) onCompare();
  };
  return (
    <Notice
      acts={
        <Button kind="do" onClick={() => void choose()}>
          {say(words.nextChooseLikely)}
        </Button>
      }
    >
      <p>{say(words.nextLikely, { title: likely.title })}</p>
    </Notice>
  );
}

export function ProgrammeField({ draft, can }: { draft: Draft; can: boolean }) {
  const { say } = useMessages();
  const programmes = useProgrammes().data?.items ?? [];
  const { programmeId } = draft.draft;
  return (
    <Field label={say(words.importAs)} hint={programmeId ? say(words.importAsVersionHint) : undefined}>
      {(control) => (
        <Select
          {...control}
          value={programmeId ?? ""}
          disabled={!can}
          empty={say(words.importAsNew)}
          choices={programmes.map((programme) => ({
            value: programme.id,
            label: say(words.importAsVersion, { title: programme.shortTitle }),
          }))}
          onChoose={(id) => {
            draft.edit({ programmeId: (id || null) as ProgrammeId | null });
            void draft.flush();
          }}
        />
      )}
    </Field>
  );
}

/** The two steps of an import that is a new version; a new programme has nothing to compare with. */
export function Steps({ draft, step, onStep }: { draft: Draft; step: ImportStep; onStep: (step: ImportStep) => void }) {
  const { say } = useMessages();
  if (!draft.draft.programmeId || draft.draft.state !== "draft") return null;
  const steps = { settle: words.nextStepSettle, compare: words.nextStepCompare } as const;
  return (
    <fieldset className="steps">
      <legend className="sr">{say(words.nextSteps)}</legend>
      {(Object.keys(steps) as ImportStep[]).map((one) => (
        <button key={one} type="button" aria-pressed={one === step} onClick={() => onStep(one)}>
          {say(steps[one])}
        </button>
      ))}
    </fieldset>
  );
}
