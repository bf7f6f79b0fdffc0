// Being built.
export function UnitsPage() {
  return null;
}
