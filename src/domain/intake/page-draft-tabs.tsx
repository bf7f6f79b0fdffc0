// What was read from the plan, in four tabs: findings to settle, tasks, units, and the head of the document.
import { useEffect, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Tabs } from "../../app/web/ui/tabs.tsx";
import type { TabProps } from "./page-chosen.tsx";
import { DraftTasks } from "./page-draft-tasks.tsx";
import { DraftUnits } from "./page-draft-units.tsx";
import { Findings } from "./page-findings.tsx";
import { DraftHeadForm } from "./page-head.tsx";
import { words } from "./page-words.ts";

type TabKey = "findings" | "tasks" | "units" | "head";
const tabOf = { finding: "findings", task: "tasks", unit: "units" } as const;

export function DraftTabs(props: Omit<TabProps, "can">) {
  const { say } = useMessages();
  const { draft, chosen } = props;
  const { findings, tasks, units, abilities } = draft.draft;
  const open = findings.filter((finding) => !finding.settled).length;
  const kept = tasks.filter((task) => !task.dropped).length;
  const [tab, setTab] = useState<TabKey>(open > 0 ? "findings" : "tasks");
  useEffect(() => {
    if (chosen?.from === "text") setTab(tabOf[chosen.kind]);
  }, [chosen]);
  const tabProps = { ...props, can: abilities.edit && draft.saving !== "stale" };
  return (
    <section className="draft-read" aria-label={say(words.importRead)}>
      <Tabs<TabKey>
        label={say(words.importRead)}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { key: "findings", label: <Counted label={say(words.importFindings)} count={open} alert={open > 0} /> },
          { key: "tasks", label: <Counted label={say(words.importTasks)} count={kept} /> },
          { key: "units", label: <Counted label={say(words.importUnits)} count={units.length} /> },
          { key: "head", label: say(words.importHead) },
        ]}
      >
        {tab === "findings" ? <Findings {...tabProps} /> : null}
        {tab === "tasks" ? <DraftTasks {...tabProps} /> : null}
        {tab === "units" ? <DraftUnits {...tabProps} /> : null}
        {tab === "head" ? <DraftHeadForm {...tabProps} /> : null}
      </Tabs>
    </section>
  );
}

function Counted({ label, count, alert }: { label: string; count: number; alert?: boolean }) {
  return (
    <>
      {label} <span className={alert ? "tab-count is-open" : "tab-count"}>{count}</span>
    </>
  );
}
