// Somebody else changed the draft meanwhile: what both changed, side by side, and two ways on. Nothing is lost before the choice.

import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import type { Label } from "../../kernel/labels.ts";
import type { Draft } from "./page-draft.tsx";
import { words } from "./page-words.ts";

export function StaleNotice({ draft }: { draft: Draft }) {
  const { say, word } = useMessages();
  const { conflicts } = draft;
  return (
    <Notice
      kind="warning"
      title={say("staleTitle")}
      acts={
        <>
          <Button kind="do" onClick={draft.keepMine}>
            {say(conflicts.length > 0 ? "applyMine" : words.importJoin)}
          </Button>
          <Button onClick={draft.keepTheirs}>{say("dropMine")}</Button>
        </>
      }
    >
      <p>{say(conflicts.length > 0 ? "staleNext" : words.importStaleApart)}</p>
      {conflicts.length > 0 ? (
        <ul className="stale-list">
          {conflicts.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once for a collision
            <li key={`${one.where} ${one.field} ${index}`}>
              <b>
                {{ head: say(words.importHead), decisions: say(words.nextDecisions) }[one.where] ?? one.where}
                {fieldWords[one.field] ? ` · ${word(fieldWords[one.field])}` : ""}
              </b>
              <span>
                {say("staleTheirs")}: {inWords(one.theirs)}
              </span>
              <span>
                {say("staleYours")}: {inWords(one.mine)}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

/** Fields as the forms call them. */
const fieldWords: Readonly<Record<string, Label>> = {
  title: words.importTitle,
  issuer: words.importIssuer,
  documentNumber: words.importDocumentNumber,
  issuedOn: words.importIssuedOn,
  years: words.importYears,
  basis: words.importBasis,
  number: words.importNumber,
  text: words.importTaskText,
  path: words.importPath,
  lead: words.importLead,
  support: words.importSupport,
  guide: words.importGuide,
  dueText: words.importDueText,
  dueOn: words.importDueOn,
  to: words.nextGoesOn,
  take: words.nextTaken,
  dropped: words.importDropped,
  unitId: words.importUnits,
  settled: words.importSettle,
  decision: words.importDecision,
};

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return value ? "✓" : "✗";
  if (Array.isArray(value)) return value.map(inWords).join("、") || "—";
  if (typeof value === "object") return Object.values(value).map(inWords).join(" ");
  return String(value);
}
