// The frame of every screen after sign-in: skip link, header, content, and on a phone the navigation at the foot.
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useLive } from "../live.tsx";
import { useMessages } from "../messages.tsx";
import { queries } from "../queries.ts";
import { isSignedOut, sessionQuery, useMe, worksOnPilots } from "../session.tsx";
import { Header } from "./header.tsx";
import { useHere } from "./here.tsx";
import { Navigation } from "./navigation.tsx";
import "./shell.css";

const StandingFor = lazy(async () => ({ default: (await import("./standing-for.tsx")).StandingFor }));

export function Shell() {
  const { say } = useMessages();
  const me = useMe();
  const { programme } = useHere();
  useLeaveWhenSignedOut();
  useLive(worksOnPilots(me) ? programme?.id : undefined);
  if (!me) return null;
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say("skip")}
      </a>
      <Header me={me} />
      {me.standsFor.length > 0 ? (
        <Suspense fallback={null}>
          <StandingFor me={me} programmeId={programme?.id ?? null} />
        </Suspense>
      ) : null}
      <PrintMark />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <Navigation me={me} place="foot" />
    </div>
  );
}

/** What is printed of a made-up pilot says so on every sheet. */
function PrintMark() {
  const { say } = useMessages();
  return useHere().programme?.demo ? <p className="print-mark print-only">{say("demo")}</p> : null;
}

/** A session may end while a page is open: the next refused request leads back to sign-in, and from there to here. */
function useLeaveWhenSignedOut() {
  const navigate = useNavigate();
  useEffect(() => {
    const leave = (error: unknown) => {
      // Whoever has signed out is on the way already: what is refused meanwhile must not become the place to come back to.
      if (!isSignedOut(error) || !queries.getQueryData(sessionQuery.queryKey)?.me) return;
      queries.setQueryData(sessionQuery.queryKey, (state) => (state ? { ...state, me: null } : state));
      const here = location.pathname + location.search;
      void navigate({ to: "/sign-in", search: { next: here, ended: "1" } });
    };
    const stops = [
      queries.getQueryCache().subscribe((event) => leave(event.query.state.error)),
      queries.getMutationCache().subscribe((event) => leave(event.mutation?.state.error)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [navigate]);
}
