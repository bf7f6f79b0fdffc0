// The cover that stands before work: name and seal, a title, the ways on, language and appearance at the foot.
import type { ReactNode } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { LookChoices } from "../../app/web/shell/look-choices.tsx";
import "./page-sign-in.css";

export function Cover({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const { say } = useMessages();
  return (
    <main className="sign-in">
      <div className="sign-in-page">
        <header>
          <p className="sign-in-brand">
            {say("product")}
            <i aria-hidden="true" />
          </p>
          <h1>{title}</h1>
          <p className="muted">{text}</p>
        </header>
        {children}
        <footer>
          <LookChoices />
        </footer>
      </div>
    </main>
  );
}

/** Only a path of this site: an address that leads elsewhere must not come out of a link to this page. */
export const placeAfter = (next: string | undefined) => (next && /^\/(?![/\\])/.test(next) ? next : "/");
