// One's own address: entered, proved by the code that is mailed to it, dropped.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Address, type Preferences } from "./model-channels.ts";
import { words } from "./page-words.ts";

export function MailAddress({ settings }: { settings: Preferences }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const change = useMutation({
    mutationFn: ({ ask }: { ask: () => Promise<Preferences>; said: string }) => ask(),
    onSuccess: (next, { said }) => {
      queries.setQueryData(["notices", "preferences"], next);
      announce(said);
    },
  });
  const { address } = settings;
  if (address?.verified)
    return (
      <div className="notices-address">
        <p>
          {address.address} <Chip>{say(words.addressProved)}</Chip>
        </p>
        <Button
          busy={change.isPending}
          onClick={() => change.mutate({ ask: () => api.notices.dropAddress({}), said: say(words.didDrop) })}
        >
          {say(words.dropAddress)}
        </Button>
        <RefusalNotice error={change.error} />
      </div>
    );
  return (
    <div>
      <OneLine
        key={address?.address ?? ""}
        label={say(words.address)}
        type="email"
        begin={address?.address ?? ""}
        verb={say(words.getCode)}
        why={settings.mailReady ? undefined : say(words.noMail)}
        busy={change.isPending}
        fits={(text) => Address.safeParse(text).success}
        wrong={say(words.addressBad)}
        onSend={(text) =>
          change.mutate({
            ask: () => api.notices.setAddress({ address: text }),
            said: say(words.didCode, { address: text }),
          })
        }
      />
      {address ? (
        <OneLine
          label={`${say(words.code)} · ${address.address} ${say(words.addressOpen)}`}
          type="text"
          begin=""
          numeric
          verb={say(words.verify)}
          busy={change.isPending}
          fits={(text) => /^\d{6}$/.test(text)}
          wrong={say(words.codeBad)}
          onSend={(code) =>
            change.mutate({ ask: () => api.notices.verifyAddress({ code }), said: say(words.didVerify) })
          }
        />
      ) : null}
      <RefusalNotice error={change.error} />
    </div>
  );
}

function OneLine({
  label,
  type,
  begin,
  numeric,
  verb,
  why,
  busy,
  fits,
  wrong,
  onSend,
}: {
  label: string;
  type: "email" | "text";
  begin: string;
  numeric?: boolean;
  verb: string;
  why?: string | undefined;
  busy: boolean;
  fits: (text: string) => boolean;
  wrong: string;
  onSend: (text: string) => void;
}) {
  const [text, setText] = useState(begin);
  const [tried, setTried] = useState(false);
  const isRight = fits(text.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isRight && !busy && !why) onSend(text.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field label={label} error={tried && !isRight ? wrong : undefined}>
        {(control) => (
          <span className="notices-line">
            <input
              {...control}
              type={type}
              inputMode={numeric ? "numeric" : undefined}
              autoComplete={numeric ? "one-time-code" : "email"}
              maxLength={numeric ? 6 : 200}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <Button type="submit" kind="do" busy={busy} why={why}>
              {verb}
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
