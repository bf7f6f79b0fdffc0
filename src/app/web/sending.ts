// Sends a file and tells how far it is; fetch cannot say that, the older request of the browser can.

/**
 * A fetch for the client of a contract that reports what has left.
 * @param onProgress share of the body that has been sent, 0 to 1
 */
export const sendingWith =
  (onProgress: (share: number) => void, signal: AbortSignal): typeof fetch =>
  (url, init = {}) =>
    new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.open(init.method ?? "POST", String(url));
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
