// Lists go on by the server's mark: how many are shown, and a button for more.
import { useMessages } from "../messages.tsx";
import { Button } from "./button.tsx";
import "./states.css";

export function Pager({
  shown,
  total,
  busy,
  onMore,
}: {
  shown: number;
  total: number;
  busy: boolean;
  onMore: () => void;
}) {
  const { say } = useMessages();
  if (shown >= total) return null;
  return (
    <div className="pager no-print">
      <span>{say("shown", { shown, total })}</span>
      <Button onClick={onMore} busy={busy}>
        {busy ? say("loading") : say("more")}
      </Button>
    </div>
  );
}
