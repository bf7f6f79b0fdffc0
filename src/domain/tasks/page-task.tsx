// Being built.
export function TaskPage() {
  return null;
}
