// A finding of the import, kept where it was found: what differs, and the mend.
import { Link, useParams } from "@tanstack/react-router";
import { useMessages } from "../../app/web/messages.tsx";
import type { PlanFinding } from "./model.ts";
import { words } from "./page-words.ts";

export function FindingBox({ finding, canImport }: { finding: PlanFinding; canImport: boolean }) {
  const { word, say } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  return (
    <aside className={`finding no-print is-${finding.severity}`} aria-label={say(words.planFinding)}>
      <svg className="finding-sign" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1.8 15 14H1L8 1.8Z" />
        <path d="M8 6.2v3.6M8 11.4v1" />
      </svg>
      <div>
        <p lang={word({ zh: "zh-CN", en: "en" })}>{word(finding)}</p>
        {finding.decision ? (
          <p className="finding-decision">
            {say(words.planDecided)}
            {finding.decision}
          </p>
        ) : null}
      </div>
      {finding.ledger ? (
        <Link className="btn" to="/p/$programmeId/ledger" params={{ programmeId }} search={finding.ledger}>
          {say(words.planFindingLedger)}
        </Link>
      ) : canImport && finding.severity !== "info" ? (
        <Link className="btn" to="/imports">
          {say(words.planImportAgain)}
        </Link>
      ) : null}
    </aside>
  );
}
