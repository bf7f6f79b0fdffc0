// Being built.
export function SignInPage() {
  return null;
}
