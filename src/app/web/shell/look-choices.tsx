// The three choices of how the program looks and speaks, each a row of switches.
import { useId } from "react";
import { loadLanguage, useMessages } from "../messages.tsx";
import { type Language, type Theme, type TypeSize, usePreferences } from "../preferences.tsx";

export function LookChoices() {
  const { say } = useMessages();
  const { language, theme, typeSize, choose } = usePreferences();
  return (
    <div className="looks">
      <Row<Language>
        label={say("language")}
        chosen={language}
        options={[
          ["zh", "中文"],
          ["en", "English"],
        ]}
        onChoose={async (language) => {
          await loadLanguage(language);
          choose({ language });
        }}
      />
      <Row<Theme>
        label={say("theme")}
        chosen={theme}
        options={[
          ["light", say("themeLight")],
          ["dark", say("themeDark")],
          ["system", say("themeSystem")],
        ]}
        onChoose={(next) => choose({ theme: next })}
      />
      <Row<TypeSize>
        label={say("typeSize")}
        chosen={typeSize}
        options={[
          ["normal", say("typeNormal")],
          ["large", say("largeType")],
        ]}
        onChoose={(next) => choose({ typeSize: next })}
      />
    </div>
  );
}

function Row<Value extends string>({
  label,
  options,
  chosen,
  onChoose,
}: {
  label: string;
  options: readonly (readonly [Value, string])[];
  chosen: Value;
  onChoose: (value: Value) => void | Promise<void>;
}) {
  const name = useId();
  return (
    <fieldset className="look">
      <legend>{label}</legend>
      <div>
        {options.map(([value, text]) => (
          <label key={value}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => void onChoose(value)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
