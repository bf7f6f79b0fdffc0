// The strip above the screens of supervision: orders, reminders; and the settings for those who may see them.
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { SettingsDialog } from "./page-settings.tsx";
import { words } from "./page-words.ts";
import "../../app/web/shell/dispatch.css";

const screens = [
  { to: "/p/$programmeId/orders", label: words.orders },
  { to: "/p/$programmeId/reminders", label: words.log },
] as const;

export function SupervisionScreens({ programmeId }: { programmeId: string }) {
  const { say } = useMessages();
  const [settings, setSettings] = useState(false);
  return (
    <div className="bar dispatch-tabs no-print">
      <nav className="orders-screens" aria-label={say(words.screens)}>
        {screens.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            params={{ programmeId }}
            activeOptions={{ includeSearch: false, exact: true }}
            activeProps={{ "aria-current": "page" }}
          >
            {say(label)}
          </Link>
        ))}
      </nav>
      <span className="bar-end">
        <Button kind="quiet" onClick={() => setSettings(true)}>
          {say(words.settings)}
        </Button>
      </span>
      {settings ? <SettingsDialog programmeId={programmeId} onClose={() => setSettings(false)} /> : null}
    </div>
  );
}
