// Several pilots side by side: choose the one to work in. The kind of screen stays.
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useMessages } from "../messages.tsx";
import { Select } from "../ui/select.tsx";
import { useHere } from "./here.tsx";

export function ProgrammeSwitch() {
  const { say } = useMessages();
  const { programmes, programme } = useHere();
  const navigate = useNavigate();
  const onLedger = useRouterState({ select: (state) => /\/(ledger|tasks)\b/.test(state.location.pathname) });
  if (!programme) return null;
  if (programmes.length < 2)
    return (
      <span className="programme-name" title={programme.title}>
        {programme.shortTitle}
      </span>
    );
  return (
    <Select
      className="programme-switch no-print"
      aria-label={say("switchProgramme")}
      value={programme.id}
      choices={programmes.map((one) => ({ value: one.id, label: one.shortTitle }))}
      onChoose={(programmeId) =>
        void navigate({ to: onLedger ? "/p/$programmeId/ledger" : "/p/$programmeId/plan", params: { programmeId } })
      }
    />
  );
}
