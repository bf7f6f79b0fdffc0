// The part of an address after `?` as plain words, so that a filtered ledger can be read, typed and sent to a colleague.

export type Search = Record<string, string | undefined>;

export function readSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Empty values are left out; commas stay readable. */
export function writeSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  const text = params.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}
