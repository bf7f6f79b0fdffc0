// What stands under 调度: the screens by which the office moves the pilot on; a module adds its own by one line.
import { Link } from "@tanstack/react-router";
import { useMessages } from "../messages.tsx";
import "./dispatch.css";

export const dispatchScreens = [
  { to: "/p/$programmeId/rounds", below: "/rounds", label: { zh: "进展报送", en: "Progress reports" } },
  { to: "/p/$programmeId/matters", below: "/matters", label: { zh: "协调事项", en: "Matters" } },
  { to: "/p/$programmeId/ratings", below: "/ratings", label: { zh: "研判", en: "Ratings" } },
  { to: "/p/$programmeId/meetings", below: "/meetings", label: { zh: "会议", en: "Meetings" } },
  { to: "/p/$programmeId/ministries", below: "/ministries", label: { zh: "部委对接", en: "Ministries" } },
] as const;

/** Is the address one of those under 调度? */
export const isDispatch = (path: string): boolean =>
  dispatchScreens.some(({ below }) => path.split("/").slice(3).join("/").startsWith(below.slice(1)));

/** The strip above each of these screens. */
export function DispatchTabs({ programmeId }: { programmeId: string }) {
  const { say, word } = useMessages();
  return (
    <nav className="bar dispatch-tabs no-print" aria-label={say("navDispatch")}>
      {dispatchScreens.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={{ programmeId }}
          activeOptions={{ includeSearch: false }}
          activeProps={{ "aria-current": "page" }}
        >
          {word(label)}
        </Link>
      ))}
    </nav>
  );
}
