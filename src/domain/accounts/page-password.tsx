// Changing one's own password 修改密码: asked for before anything else while it is a one-time password, else from the user menu.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { accounts, enterAs, useMe } from "../../app/web/session.tsx";
import { useSignOut } from "../../app/web/shell/user-menu.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Refusal } from "../../http/client.ts";
import { signInLimits } from "./limits.ts";
import { Cover, placeAfter } from "./page-cover.tsx";
import { words } from "./page-words.ts";

const entries = ["current", "next", "again"] as const;
type Entry = (typeof entries)[number];

/** The limits that the rules of a password name. */
const ruleFacts = {
  length: signInLimits.passwordLength.value,
  classes: signInLimits.passwordClasses.value,
} as const;

export function PasswordPage() {
  const { say } = useMessages();
  const change = useChange();
  const me = useMe();
  useTitle(say("changePassword"));
  return (
    <Cover title={say("changePassword")} text={say(me?.mustChange ? words.passwordOnce : words.passwordOthersEnd)}>
      <RefusalNotice error={placeOf(change.error) ? null : change.error} />
      <div className="sign-in-ways">
        <PasswordChangeForm change={change} mustChange={me?.mustChange ?? false} />
      </div>
    </Cover>
  );
}

interface Change {
  busy: boolean;
  error: unknown;
  send: (input: { current: string; next: string }) => Promise<void>;
  /** The words of a refusal go when what it was about is typed anew. */
  forget: (entry: Entry) => void;
}

function useChange(): Change {
  const { say } = useMessages();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { next: after } = useSearch({ strict: false });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (input: { current: string; next: string }) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await accounts.changePassword(input);
      enterAs(await accounts.getSession({}));
      announce(say(words.passwordChanged));
      await navigate({ href: placeAfter(after) });
    } catch (refusal) {
      if (hasEnded(refusal)) await navigate({ to: "/sign-in", search: { next: placeAfter(after), ended: "1" } });
      else setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  const forget = (entry: Entry) => setError((now: unknown) => (placeOf(now) === entry ? null : now));
  return { busy, error, send, forget };
}

/** A wrong password is a 401 too, but says nothing about the session. */
const hasEnded = (error: unknown) =>
  error instanceof Refusal && error.status === 401 && error.code !== "account.wrong-password";

const places: Record<string, Entry> = {
  "account.wrong-password": "current",
  "account.weak-password": "next",
  "account.same-password": "next",
};

/** The entry that a refusal is about; none when it is about the whole. */
const placeOf = (error: unknown): Entry | undefined => (error instanceof Refusal ? places[error.code] : undefined);

function PasswordChangeForm({ change, mustChange }: { change: Change; mustChange: boolean }) {
  const { say, language } = useMessages();
  const [typed, setTyped] = useState<Record<Entry, string>>({ current: "", next: "", again: "" });
  const [tried, setTried] = useState(false);
  const labels: Record<Entry, string> = {
    current: say(mustChange ? words.passwordOneTime : words.passwordCurrent),
    next: say(words.passwordNew),
    again: say(words.passwordAgain),
  };
  const lacking = (entry: Entry) => {
    if (!typed[entry]) return say("needText", { what: labels[entry] });
    return entry === "again" && typed.again !== typed.next ? say(words.passwordDiffers) : undefined;
  };
  const refusedAs = (entry: Entry) => {
    if (!(change.error instanceof Refusal) || placeOf(change.error) !== entry) return undefined;
    const { code, facts, messages } = change.error;
    const { limit, minutes } = facts as { limit: number; minutes: number };
    return code === "account.wrong-password" ? say(words.passwordCurrentWrong, { limit, minutes }) : messages[language];
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!entries.some(lacking)) void change.send({ current: typed.current, next: typed.next });
  };
  return (
    <form onSubmit={submit} noValidate>
      {entries.map((entry) => (
        <Field
          key={entry}
          label={labels[entry]}
          hint={entry === "next" ? say(words.passwordRules, ruleFacts) : undefined}
          error={(tried ? lacking(entry) : undefined) ?? refusedAs(entry)}
        >
          {(control) => (
            <input
              {...control}
              name={entry}
              type="password"
              autoComplete={entry === "current" ? "current-password" : "new-password"}
              maxLength={200}
              value={typed[entry]}
              onChange={(event) => {
                change.forget(entry);
                setTyped({ ...typed, [entry]: event.target.value });
              }}
            />
          )}
        </Field>
      ))}
      <Button type="submit" kind="do" busy={change.busy}>
        {say(change.busy ? words.passwordChanging : "changePassword")}
      </Button>
      <WayOut mustChange={mustChange} />
    </form>
  );
}

function WayOut({ mustChange }: { mustChange: boolean }) {
  const { say } = useMessages();
  const { next } = useSearch({ strict: false });
  const navigate = useNavigate();
  const signOut = useSignOut();
  return mustChange ? (
    <Button onClick={() => void signOut()}>{say("signOut")}</Button>
  ) : (
    <Button onClick={() => void navigate({ href: placeAfter(next) })}>{say("cancel")}</Button>
  );
}
