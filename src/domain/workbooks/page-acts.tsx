// What the bar of the ledger offers for workbooks: the view as a file, the way back in, an empty template.
import { Link } from "@tanstack/react-router";
import type { LedgerActProps } from "../../app/web/ledger-act.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { workbooksApi } from "./contract.ts";
import { changesAddress, exportAddress, templateAddress } from "./page-addresses.tsx";
import { words } from "./page-words.ts";

export function WorkbookActs({ programmeId, search }: LedgerActProps) {
  const { say, language } = useMessages();
  const duties = useMe()?.duties ?? [];
  const mayImport = duties.some((duty) => (workbooksApi.importTasks.for as readonly string[]).includes(duty));
  return (
    <>
      <a className="btn" href={exportAddress(programmeId, search, language)} download title={say(words.exportHint)}>
        {say(words.exportView)}
      </a>
      {mayImport ? (
        <>
          <Link className="btn" to="/p/$programmeId/ledger/import" params={{ programmeId }}>
            {say(words.importFile)}
          </Link>
          <a className="btn ledger-template" href={templateAddress(programmeId, language)} download>
            {say(words.template)}
          </a>
        </>
      ) : null}
    </>
  );
}

/** What changed between two days, as a file. */
export function ChangesBookAct({ programmeId, search }: LedgerActProps) {
  const { say, language } = useMessages();
  return (
    <a className="btn" href={changesAddress(programmeId, search, language)} download title={say(words.changesHint)}>
      {say(words.exportView)}
    </a>
  );
}
