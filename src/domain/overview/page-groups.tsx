// Working groups by light: a table in which every number opens the ledger of that group and light.
import { Fragment } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { codesOf } from "../../kernel/labels.ts";
import { lights, without } from "../tasks/model.ts";
import { type GroupLine, type Overview, terms } from "./model.ts";
import { implementedFilter, LedgerLink, type OverviewPart } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";
import "../../app/web/ui/data-table.css";

export function GroupsTable({ overview, asOf }: { overview: Overview; asOf: string | undefined }) {
  const { say, word } = useMessages();
  const at = { programmeId: overview.programmeId, asOf };
  if (overview.groups.length === 0) return <p className="muted">{say(words.groupsNone)}</p>;
  return (
    <div className="table-scroll">
      <table className="table overview-table">
        <thead>
          <tr>
            <th scope="col" className="overview-name">
              {say(words.groups)}
            </th>
            <th scope="col">{say(words.trendTotal)}</th>
            {codesOf(lights).map((light) => (
              <th key={light} scope="col">
                {word(lights[light])}
              </th>
            ))}
            <th scope="col" className="overview-wide">
              {word(terms.implemented)} %
            </th>
            <th scope="col" className="overview-wide">
              {word(terms.closed)} %
            </th>
            <th scope="col">{say(words.plannedActual)}</th>
          </tr>
        </thead>
        <tbody>
          {overview.groups.map((group) => (
            <Line
              key={group.groupId ?? ""}
              at={at}
              name={group.name ?? say(words.groupNone)}
              line={group}
              filter={{ group: group.groupId ?? without }}
            />
          ))}
        </tbody>
        <tfoot>
          <Line
            at={at}
            name={say(words.total)}
            line={{ ...overview.implementation, lights: overview.lights }}
            filter={{}}
          />
        </tfoot>
      </table>
    </div>
  );
}

function Line({
  at,
  name,
  line,
  filter,
}: {
  at: OverviewPart;
  name: string;
  line: Omit<GroupLine, "groupId" | "name">;
  filter: Record<string, string>;
}) {
  const { say, word } = useMessages();
  const percent = (value: number | null) => (value === null ? say("none") : say(words.percent, { value }));
  const cell = (column: string, count: number, more: Record<string, string>, tone?: string, rate?: string) => (
    <td>
      {count === 0 ? (
        <span className="muted">·</span>
      ) : (
        <LedgerLink at={at} filter={{ ...filter, ...more }} label={say(words.cell, { row: name, column, count })}>
          {tone ? <i className={`mark-light is-${tone} overview-dot`} aria-hidden="true" /> : null}
          {count}
          {rate ? <span className="muted overview-rate">{rate}</span> : null}
        </LedgerLink>
      )}
    </td>
  );
  return (
    <tr>
      <th scope="row" className="overview-name">
        <LedgerLink at={at} filter={filter}>
          {name}
        </LedgerLink>
      </th>
      {cell(say(words.trendTotal), line.total, {})}
      {codesOf(lights).map((light) => (
        <Fragment key={light}>{cell(word(lights[light]), line.lights[light] ?? 0, { light }, light)}</Fragment>
      ))}
      {cell(word(terms.implemented), line.implemented, implementedFilter, undefined, percent(line.rate))}
      {cell(word(terms.closed), line.closed, { status: "closed" }, undefined, percent(line.closeOutRate))}
      <td>
        {line.planned ?? say("none")} / {percent(line.actual)}
      </td>
    </tr>
  );
}
