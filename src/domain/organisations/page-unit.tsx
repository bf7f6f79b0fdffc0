// Being built.
export function UnitPage() {
  return null;
}
