// Finds a unit by any of its names: the server searches full names, short names and aliases.
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { unitKinds } from "../../../domain/organisations/model.ts";
import { api } from "../api.ts";
import { useMessages } from "../messages.tsx";
import { AntdTheme } from "./antd-theme.tsx";

export interface ChosenUnit {
  id: string;
  name: string;
}

export function UnitSelect({
  id,
  label,
  chosen,
  without,
  describedBy,
  open,
  onLeave,
  onChoose,
}: {
  id?: string;
  /** What a screen reader calls it where no <label> points to `id`. */
  label?: string;
  chosen: ChosenUnit | null;
  /** Units that may not be chosen. */
  without?: readonly string[];
  describedBy?: string | undefined;
  /** Begin with the list open and the cursor in the search. */
  open?: boolean;
  onLeave?: () => void;
  onChoose: (unit: ChosenUnit | null) => void;
}) {
  const { say, word } = useMessages();
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["units", "search", q],
    queryFn: ({ signal }) => api.organisations.listUnits({ limit: 30, sort: "name", ...(q ? { q } : {}) }, { signal }),
    placeholderData: (before) => before,
  });
  const options = (found.data?.items ?? [])
    .filter((unit) => !unit.endedOn && !without?.includes(unit.id))
    .map((unit) => ({ value: unit.id as string, label: unit.name, hint: word(unitKinds[unit.kind]) }));
  if (chosen && !q && !options.some((option) => option.value === chosen.id))
    options.unshift({ value: chosen.id, label: chosen.name, hint: "" });
  return (
    <AntdTheme>
      <Select
        {...(id ? { id } : {})}
        {...(label ? { "aria-label": label } : {})}
        {...(describedBy ? { "aria-describedby": describedBy } : {})}
        style={{ width: "100%" }}
        showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
        allowClear
        // A modal dialog covers everything outside it, the list too.
        getPopupContainer={(box) => box.closest("dialog") ?? document.body}
        {...(open ? { autoFocus: true, defaultOpen: true } : {})}
        {...(onLeave ? { onBlur: onLeave } : {})}
        value={chosen?.id ?? null}
        placeholder={say("chooseUnit")}
        loading={found.isFetching}
        options={options}
        notFoundContent={found.isFetching ? say("loading") : say("unitsEmptyTitle")}
        optionRender={(option) => (
          <span style={{ display: "flex", justifyContent: "space-between", gap: 12 }}>
            <span>{option.data.label}</span>
            <span className="muted">{option.data.hint}</span>
          </span>
        )}
        onChange={(value: string | null) => {
          const option = options.find((one) => one.value === value);
          setText("");
          onChoose(option ? { id: option.value, name: option.label } : null);
        }}
      />
    </AntdTheme>
  );
}
