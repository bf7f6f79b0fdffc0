// Signing in 登录: user name and password; in a demo installation one click as a named official.
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { accounts, enterAs, sessionQuery } from "../../app/web/session.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type DemoOfficial, demoOfficials, type SessionState } from "./model.ts";
import { Cover, placeAfter } from "./page-cover.tsx";
import { words } from "./page-words.ts";

export function SignInPage() {
  const { say } = useMessages();
  const { ended } = useSearch({ strict: false });
  const session = useQuery(sessionQuery);
  const entry = useEntry();
  useTitle(say(words.signInTitle));
  return (
    <Cover title={say(words.mottoTitle)} text={say(words.mottoText)}>
      {ended ? <Notice kind="warning">{say(words.signInEnded)}</Notice> : null}
      <RefusalNotice error={entry.error ?? session.error} />
      <div className={session.data?.demo ? "sign-in-ways has-demo" : "sign-in-ways"}>
        {session.data?.demo ? <DemoWays entry={entry} /> : null}
        <PasswordForm entry={entry} second={session.data?.demo ?? false} />
      </div>
    </Cover>
  );
}

interface Entry {
  /** Which way in is being tried: a demo official, `password`, or none. */
  trying: string | null;
  error: unknown;
  enter: (way: string, ask: () => Promise<SessionState>) => Promise<void>;
}

function useEntry(): Entry {
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false });
  const [trying, setTrying] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const enter = async (way: string, ask: () => Promise<SessionState>) => {
    setTrying(way);
    setError(null);
    try {
      enterAs(await ask());
      await navigate({ href: placeAfter(next) });
    } catch (refusal) {
      setError(refusal);
    } finally {
      setTrying(null);
    }
  };
  return { trying, error, enter };
}

function DemoWays({ entry }: { entry: Entry }) {
  const { say, word } = useMessages();
  return (
    <section aria-labelledby="demo-ways">
      <h2 id="demo-ways">{say(words.demoTitle)}</h2>
      <ul className="demo-ways">
        {(Object.keys(demoOfficials) as DemoOfficial[]).map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-busy={entry.trying === name || undefined}
              onClick={() => void entry.enter(name, () => accounts.signInDemo({ as: name }))}
            >
              {word(demoOfficials[name])}
              <i aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <p className="muted sign-in-small">{say(words.demoNote)}</p>
    </section>
  );
}

function PasswordForm({ entry, second }: { entry: Entry; second: boolean }) {
  const { say } = useMessages();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (username && password) void entry.enter("password", () => accounts.signIn({ username, password }));
  };
  return (
    <section aria-labelledby="password-way">
      <h2 id="password-way">{say(second ? words.orPassword : words.signInTitle)}</h2>
      <form onSubmit={submit} noValidate>
        <Field label={say(words.username)} error={tried && !username ? say(words.needUsername) : undefined}>
          {(control) => (
            <input
              {...control}
              name="username"
              autoComplete="username"
              maxLength={100}
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          )}
        </Field>
        <Field label={say(words.password)} error={tried && !password ? say(words.needPassword) : undefined}>
          {(control) => (
            <input
              {...control}
              name="password"
              type="password"
              autoComplete="current-password"
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="do" busy={entry.trying === "password"}>
          {say(entry.trying === "password" ? words.signingIn : words.signIn)}
        </Button>
      </form>
    </section>
  );
}
