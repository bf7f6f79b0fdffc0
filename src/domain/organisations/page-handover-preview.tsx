// What a hand-over would move: each module's part in a line; records to choose from where not all go to the same unit.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import type { UnitId } from "./model.ts";
import type { HandoverPart } from "./model-handover.ts";
import { words } from "./page-unit-words.ts";

/** The preview of a unit's hand-over, and which of its records are chosen: all, or none, until a person says otherwise. */
export function usePreview(unitId: UnitId, toUnitId: string | null, allAtFirst: boolean) {
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const preview = useQuery({
    queryKey: ["handovers", "preview", unitId, toUnitId],
    queryFn: () => api.organisations.previewUnitHandover({ unitId, toUnitId: toUnitId as UnitId }),
    enabled: toUnitId !== null,
    retry: false,
  });
  const all = preview.data?.parts.flatMap((part) => part.items.map((item) => item.id)) ?? [];
  return { preview, chosen: picked ?? new Set(allAtFirst ? all : []), choose: setPicked };
}

export function Preview({
  parts,
  to,
  chosen,
  onChoose,
}: {
  parts: readonly HandoverPart[];
  to?: string;
  chosen?: ReadonlySet<string>;
  onChoose?: (chosen: ReadonlySet<string>) => void;
}) {
  const { say, word } = useMessages();
  return (
    <section aria-label={say(words.preview)}>
      <b>{say(words.preview)}</b>
      {parts.length === 0 ? <p className="muted">{say(words.previewNone)}</p> : null}
      <ul className="handover-parts">
        {parts.map((part) => (
          <li key={part.kind}>
            <span>
              {word(part.title)} · {say(words.moves, { count: part.moves })}
              {part.stays > 0 ? ` · ${say(words.stays, { count: part.stays })}` : ""}
            </span>
            {part.words ? <p className="muted">{word(part.words)}</p> : null}
            {part.hindrance ? (
              <p className="handover-hindered">
                {say(words.hindered)}: {word(part.hindrance)}
              </p>
            ) : null}
            {chosen && onChoose && part.items.length > 0 ? (
              <Items part={part} to={to ?? ""} chosen={chosen} onChoose={onChoose} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Items({
  part,
  to,
  chosen,
  onChoose,
}: {
  part: HandoverPart;
  to: string;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const { say, word } = useMessages();
  const ids = part.items.map((item) => item.id);
  const others = [...chosen].filter((id) => !ids.includes(id));
  const here = ids.filter((id) => chosen.has(id));
  const turn = (id: string) =>
    onChoose(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  return (
    <fieldset>
      <legend className="handover-choose">
        {say(words.chooseItems, { name: to, count: here.length, total: ids.length })}
      </legend>
      <span className="handover-choose">
        <Button kind="quiet" onClick={() => onChoose(new Set([...others, ...ids]))}>
          {say(words.chooseAll)}
        </Button>
        <Button kind="quiet" onClick={() => onChoose(new Set(others))}>
          {say(words.chooseNone)}
        </Button>
      </span>
      <div className="handover-items">
        {part.items.map((item) => (
          <label key={item.id}>
            <input type="checkbox" checked={chosen.has(item.id)} onChange={() => turn(item.id)} />
            <span>{item.title}</span>
            <span className="muted">{word(item.detail ?? undefined)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
