// Being built.
export function LedgerPage() {
  return null;
}
