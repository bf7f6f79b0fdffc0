// Somebody else changed the draft meanwhile: what both changed, side by side, and two ways on. Nothing is lost before the choice.
import type { MessageKey } from "../../app/web/messages/zh.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import type { Draft } from "./page-draft.tsx";

export function StaleNotice({ draft }: { draft: Draft }) {
  const { say } = useMessages();
  const { conflicts } = draft;
  return (
    <Notice
      kind="warning"
      title={say("staleTitle")}
      acts={
        <>
          <Button kind="do" onClick={draft.keepMine}>
            {say(conflicts.length > 0 ? "applyMine" : "importJoin")}
          </Button>
          <Button onClick={draft.keepTheirs}>{say("dropMine")}</Button>
        </>
      }
    >
      <p>{say(conflicts.length > 0 ? "staleNext" : "importStaleApart")}</p>
      {conflicts.length > 0 ? (
        <ul className="stale-list">
          {conflicts.map((one) => (
            <li key={`${one.where} ${one.field}`}>
              <b>
                {one.where === "head" ? say("importHead") : one.where}
                {fieldWords[one.field] ? ` · ${say(fieldWords[one.field] as MessageKey)}` : ""}
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
const fieldWords: Readonly<Record<string, MessageKey>> = {
  title: "importTitle",
  issuer: "importIssuer",
  documentNumber: "importDocumentNumber",
  issuedOn: "importIssuedOn",
  years: "importYears",
  basis: "importBasis",
  number: "importNumber",
  text: "importTaskText",
  path: "importPath",
  lead: "importLead",
  support: "importSupport",
  guide: "importGuide",
  dueText: "importDueText",
  dueOn: "importDueOn",
  dropped: "importDropped",
  unitId: "importUnits",
  settled: "importSettle",
  decision: "importDecision",
};

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return value ? "✓" : "✗";
  if (Array.isArray(value)) return value.map(inWords).join("、") || "—";
  if (typeof value === "object") return Object.values(value).map(inWords).join(" ");
  return String(value);
}
