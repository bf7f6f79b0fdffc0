// 基本信息: title, issuer, number, date, duration and the documents the plan stands on.
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import type { DraftHead } from "./model.ts";
import type { TabProps } from "./page-chosen.tsx";
import { ProgrammeField } from "./page-next-programme.tsx";
import { words } from "./page-words.ts";

type Basis = DraftHead["basis"];

export function DraftHeadForm({ draft, can }: TabProps) {
  const { say } = useMessages();
  const { head } = draft.draft;
  const [title, setTitle] = useState(head.title);
  const [years, setYears] = useState(String(head.years ?? ""));
  const edit = (change: Partial<DraftHead>) => draft.edit({ head: change });
  const yearsFit = years === "" || (/^\d{1,2}$/.test(years) && Number(years) >= 1 && Number(years) <= 30);
  return (
    <fieldset className="head-form" disabled={!can}>
      <ProgrammeField draft={draft} can={can} />
      <Field
        label={say(words.importTitle)}
        required
        error={title.trim().length < 2 ? say(words.importTitleNeeded) : undefined}
      >
        {(control) => (
          <input
            {...control}
            lang="zh-CN"
            maxLength={200}
            value={title}
            onChange={(event) => {
              setTitle(event.target.value);
              if (event.target.value.trim().length >= 2) edit({ title: event.target.value.trim() });
            }}
          />
        )}
      </Field>
      <Field label={say(words.importIssuer)}>
        {(control) => (
          <input
            {...control}
            lang="zh-CN"
            maxLength={120}
            value={head.issuer ?? ""}
            onChange={(event) => edit({ issuer: event.target.value || null })}
          />
        )}
      </Field>
      <div className="task-form-row">
        <Field label={say(words.importDocumentNumber)}>
          {(control) => (
            <input
              {...control}
              lang="zh-CN"
              maxLength={60}
              value={head.documentNumber ?? ""}
              onChange={(event) => edit({ documentNumber: event.target.value || null })}
            />
          )}
        </Field>
        <Field label={say(words.importIssuedOn)}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={head.issuedOn ?? ""}
              onChange={(event) => edit({ issuedOn: event.target.value || null })}
            />
          )}
        </Field>
        <Field label={say(words.importYears)} error={yearsFit ? undefined : say(words.importYearsFit)}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              maxLength={2}
              value={years}
              onChange={(event) => {
                const text = event.target.value.trim();
                setYears(text);
                if (text === "") edit({ years: null });
                else if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 30)
                  edit({ years: Number(text) });
              }}
            />
          )}
        </Field>
      </div>
      <BasisEditor basis={head.basis} onEdit={(basis) => edit({ basis })} />
    </fieldset>
  );
}

function BasisEditor({ basis, onEdit }: { basis: Basis; onEdit: (basis: Basis) => void }) {
  const { say } = useMessages();
  const change = (index: number, part: Partial<Basis[number]>) =>
    onEdit(basis.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset className="basis">
      <legend>{say(words.importBasis)}</legend>
      {basis.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity while it is typed
        <div key={index} className="basis-line">
          <input
            className="input"
            lang="zh-CN"
            aria-label={say(words.importBasisTitle)}
            placeholder={say(words.importBasisTitle)}
            value={one.title ?? ""}
            onChange={(event) => change(index, { title: event.target.value || null })}
          />
          <input
            className="input"
            lang="zh-CN"
            aria-label={say(words.importDocumentNumber)}
            placeholder={say(words.importDocumentNumber)}
            value={one.number}
            onChange={(event) => change(index, { number: event.target.value })}
          />
          <Button
            kind="quiet"
            aria-label={say(words.importBasisRemove, { number: one.number })}
            onClick={() => onEdit(basis.filter((_, at) => at !== index))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button onClick={() => onEdit([...basis, { title: null, number: "" }])}>{say(words.importBasisAdd)}</Button>
    </fieldset>
  );
}
