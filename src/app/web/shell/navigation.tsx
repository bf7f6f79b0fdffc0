// Where one can go: in the head on a wide screen, at the foot within reach of the thumb on a phone.
import { Link, useLocation } from "@tanstack/react-router";
import { type ReactElement, useId } from "react";
import type { Me } from "../../../domain/accounts/model.ts";
import { administratorDuties } from "../../../domain/organisations/model.ts";
import { useMessages } from "../messages.tsx";
import { worksOnPilots } from "../session.tsx";
import { isDispatch } from "./dispatch.tsx";
import { useHere } from "./here.tsx";
import { InboxBadge } from "./inbox-badge.tsx";

/** Orders, one order, and the log of reminders beside them. */
const isSupervision = (path: string) => /^\/p\/[^/]+\/(orders|reminders)(\/|$)/.test(path);

export function Navigation({ me, place }: { me: Me; place: "head" | "foot" }) {
  const { say } = useMessages();
  const { programme } = useHere();
  const { pathname } = useLocation();
  const params = programme ? { programmeId: programme.id as string } : null;
  const marks = { className: "nav-link", activeProps: { "aria-current": "page" as const } };
  const links: ReactElement[] = [];
  if (params) {
    links.push(
      <Link
        key="overview"
        to="/p/$programmeId/overview"
        params={params}
        {...marks}
        activeOptions={{ includeSearch: false }}
      >
        {say("navOverview")}
      </Link>,
      <Link key="plan" to="/p/$programmeId/plan" params={params} {...marks}>
        {say("navPlan")}
      </Link>,
      <Link
        key="ledger"
        to="/p/$programmeId/ledger"
        params={params}
        {...marks}
        activeOptions={{ includeSearch: false }}
      >
        {say("navLedger")}
      </Link>,
      <Link
        key="dispatch"
        to="/p/$programmeId/rounds"
        params={params}
        className="nav-link"
        aria-current={isDispatch(pathname) ? "page" : undefined}
        activeProps={{}}
      >
        {say("navDispatch")}
      </Link>,
      <Link
        key="orders"
        to="/p/$programmeId/orders"
        params={params}
        className="nav-link"
        aria-current={isSupervision(pathname) ? "page" : undefined}
        activeProps={{}}
      >
        {say("navOrders")}
      </Link>,
    );
  }
  if (worksOnPilots(me))
    links.push(
      <Link key="inbox" to="/inbox" {...marks} activeOptions={{ includeSearch: false }}>
        {say("navInbox")}
        <InboxBadge />
      </Link>,
    );
  if (params && me.duties.some((duty) => duty === "group" || duty === "liaison"))
    links.push(
      <Link key="own-unit" to="/p/$programmeId/own-unit" params={params} {...marks}>
        {say("navOwnUnit")}
      </Link>,
    );
  if (me.duties.includes("office"))
    links.push(
      <Link key="imports" to="/imports" {...marks}>
        {say("navImports")}
      </Link>,
    );
  links.push(
    <Link key="units" to="/units" {...marks}>
      {say("navUnits")}
    </Link>,
  );
  if (me.duties.some((duty) => (administratorDuties as readonly string[]).includes(duty)))
    links.push(
      <Link key="accounts" to="/accounts" {...marks}>
        {say("navAccounts")}
      </Link>,
    );
  if (me.duties.includes("audit"))
    links.push(
      <Link key="audit" to="/audit" {...marks} activeOptions={{ includeSearch: false }}>
        {say("navAudit")}
      </Link>,
    );
  const isFull = place === "foot" && links.length > mostAtFoot;
  const first = isFull ? links.filter((link) => atFoot.has(String(link.key))) : links;
  return (
    <nav className={`nav nav-${place} no-print`} aria-label={say("nav")}>
      {first}
      {isFull ? <More links={links.filter((link) => !first.includes(link))} /> : null}
    </nav>
  );
}

/** More than this do not fit side by side at the foot of a phone; what is used less stands behind “更多”. */
const mostAtFoot = 5;
const atFoot: ReadonlySet<string> = new Set(["overview", "ledger", "dispatch", "inbox"]);

function More({ links }: { links: readonly ReactElement[] }) {
  const { say } = useMessages();
  const id = useId();
  return (
    <>
      <button type="button" className="nav-link nav-more" popoverTarget={id}>
        {say("navMore")}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the links inside are pressed, by key too; the menu only closes behind them */}
      <div id={id} popover="auto" className="menu nav-menu" onClick={() => document.getElementById(id)?.hidePopover()}>
        {links}
      </div>
    </>
  );
}
