// Sends a plan file and tells how far it is; fetch cannot say that, the older request of the browser can.
import { createClient } from "../../http/client.ts";
import { intakeApi } from "./contract.ts";
import type { Import } from "./model.ts";

/** Kinds of files that can be read; the server looks into the file, not at its name. */
export const planKinds = [".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".xlsx", ".csv"] as const;

/**
 * Uploads a plan and waits for its draft.
 * @param onProgress share of the file that has arrived, 0 to 1
 */
export function uploadPlan(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Import> {
  const client = createClient(intakeApi, {
    fetch: (url, init) => send(String(url), init ?? {}, onProgress, signal),
  });
  return client.startImport({ file });
}

function send(
  url: string,
  init: RequestInit,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(init.method ?? "POST", url);
    for (const [name, value] of Object.entries((init.headers ?? {}) as Record<string, string>))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () =>
      done(
        new Response(request.responseText || null, {
          status: request.status,
          headers: { "content-type": request.getResponseHeader("content-type") ?? "" },
        }),
      );
    request.onerror = () => fail(new TypeError("network"));
    request.onabort = () => fail(new DOMException("stopped", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(init.body as XMLHttpRequestBodyInit);
  });
}
