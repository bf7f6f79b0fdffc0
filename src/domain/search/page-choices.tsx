// The list below the question: groups of choices, of which one is marked; the focus stays in the field.
import { type ReactNode, useEffect } from "react";

export interface Choice {
  id: string;
  body: ReactNode;
  /** @param apart in a tab of its own, where that makes sense */
  run: (apart: boolean) => void;
}

export interface Group {
  id: string;
  label: string;
  count?: string;
  /** Is its label for screen readers alone? */
  quiet?: boolean;
  choices: Choice[];
}

export function ChoiceList({
  id,
  groups,
  at,
  stale,
  onPoint,
}: {
  id: string;
  groups: readonly Group[];
  at: number;
  stale: boolean;
  onPoint: (at: number) => void;
}) {
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);
  let index = -1;
  return (
    <div className={stale ? "palette-list is-stale" : "palette-list"} id={id} role="listbox" aria-busy={stale}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox, not of fields
        <div key={group.id} role="group" aria-labelledby={`${id}-of-${group.id}`}>
          <div id={`${id}-of-${group.id}`} className={group.quiet ? "sr" : "palette-group"} role="presentation">
            {group.label} {group.count ? <span className="muted">{group.count}</span> : null}
          </div>
          {group.choices.map((choice) => {
            index += 1;
            const here = index;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keys and the focus
              <div
                key={choice.id}
                id={`${id}-${here}`}
                role="option"
                aria-selected={here === at}
                className="palette-choice"
                onMouseMove={() => {
                  if (here !== at) onPoint(here);
                }}
                onMouseDown={(event) => event.preventDefault()}
                onClick={(event) => choice.run(event.ctrlKey || event.metaKey)}
              >
                {choice.body}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
