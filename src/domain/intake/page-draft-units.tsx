// 单位: each name the plan uses, and the registered unit it stands for; a near name is offered, else the unit is added.
import { useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { UnitSelect } from "../../app/web/ui/unit-select.tsx";
import { type UnitId, type UnitKind, unitKinds } from "../organisations/model.ts";
import type { DraftUnit } from "./model.ts";
import { itemId, type TabProps } from "./page-chosen.tsx";
import { words } from "./page-words.ts";

export function DraftUnits({ draft, can, chosen, onChoose, onShow }: TabProps) {
  const { say } = useMessages();
  const { units } = draft.draft;
  const [onlyNew, setOnlyNew] = useState(false);
  // The server sends a chosen unit's name only after the edit is saved.
  const names = useRef(new Map<string, string>());
  const fresh = units.filter((unit) => unit.unitId === null);
  const match = (unit: DraftUnit, chosenUnit: { id: string; name: string } | null) => {
    if (chosenUnit) names.current.set(chosenUnit.id, chosenUnit.name);
    draft.edit({ units: [{ name: unit.name, unitId: (chosenUnit?.id ?? null) as UnitId | null }] });
  };
  return (
    <>
      <p className="draft-sum">
        {say(words.importUnitsSum, { matched: units.length - fresh.length, fresh: fresh.length })}
        {fresh.length > 0 ? (
          <Chip pressed={onlyNew} onPress={() => setOnlyNew(!onlyNew)}>
            {say(words.importOnlyNew)}
          </Chip>
        ) : null}
      </p>
      <ol>
        {(onlyNew ? fresh : units).map((unit) => (
          <UnitLine
            key={unit.name}
            unit={unit}
            knownAs={unit.unitName ?? (unit.unitId ? names.current.get(unit.unitId) : undefined)}
            can={can}
            isChosen={chosen?.kind === "unit" && chosen.key === unit.name}
            onChoose={() => {
              onChoose({ kind: "unit", key: unit.name, from: "list" });
              onShow();
            }}
            onMatch={(known) => match(unit, known)}
          />
        ))}
      </ol>
    </>
  );
}

function UnitLine({
  unit,
  knownAs,
  can,
  isChosen,
  onChoose,
  onMatch,
}: {
  unit: DraftUnit;
  knownAs: string | undefined;
  can: boolean;
  isChosen: boolean;
  onChoose: () => void;
  onMatch: (known: { id: string; name: string } | null) => void;
}) {
  const { say, word } = useMessages();
  const [searching, setSearching] = useState(false);
  const matched = unit.unitId !== null;
  return (
    <li id={itemId("unit", unit.name)} className={`draft-item unit-item ${isChosen ? "is-chosen" : ""}`}>
      <div className="unit-names">
        <button type="button" className="draft-link" onClick={onChoose} title={say(words.importShowInText)}>
          {unit.name}
        </button>
        <small>{say(words.importUnitCount, { count: unit.count })}</small>
        <span className={matched ? "unit-known" : "unit-new"}>
          {matched
            ? knownAs === unit.name || !knownAs
              ? say(words.importUnitKnown)
              : `→ ${knownAs}`
            : say(words.importUnitNew, { kind: word(unitKinds[unit.kind as UnitKind]) })}
        </span>
      </div>
      {can ? (
        <div className="draft-acts">
          {!matched && unit.suggestion ? (
            <Button
              onClick={() => unit.suggestion && onMatch({ id: unit.suggestion.unitId, name: unit.suggestion.name })}
            >
              {say(words.importUnitIs, { name: unit.suggestion.name })}
            </Button>
          ) : null}
          {searching ? (
            <div className="unit-search">
              <UnitSelect
                label={say(words.importUnitMatch, { name: unit.name })}
                chosen={unit.unitId ? { id: unit.unitId, name: knownAs ?? unit.name } : null}
                onChoose={(known) => {
                  onMatch(known);
                  setSearching(false);
                }}
              />
            </div>
          ) : (
            <Button kind="quiet" onClick={() => setSearching(true)}>
              {say(matched ? words.importUnitChange : words.importUnitSearch)}
            </Button>
          )}
          {matched ? (
            <Button kind="quiet" onClick={() => onMatch(null)}>
              {say(words.importUnitAsNew)}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
