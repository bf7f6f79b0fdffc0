// Requests of this page carry a number of its own, so that the page knows the echo of what it has done itself.

/** Letters, digits and marks only, as the server takes them for a request number. */
const page = crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
let count = 0;

export function ownRequestHeaders(): Record<string, string> {
  count += 1;
  return { "x-request-id": `${page}.${count}` };
}

export const isOwnRequest = (requestId: string | undefined): boolean => requestId?.startsWith(`${page}.`) ?? false;
